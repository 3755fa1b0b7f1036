package io.rollcall.query.page;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Locale;

/**
 * The page at {@code /}, which is asked for each time, and its files at {@code /page/VERSION/}, which are kept. What a
 * browser may do with the page is a filter in {@code microprofile-config.properties}.
 */
@Singleton
final class PageRoutes {
    private static final String FILES = "/page/";
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";
    private static final int NOT_FOUND = 404;

    private final PageFiles files;

    PageRoutes() throws IOException {
        this.files = PageFiles.read(Thread.currentThread().getContextClassLoader());
    }

    void register(@Observes Router router) {
        router.get("/").handler(exchange -> send(exchange, files.index()));
        router.get("/index.html").handler(exchange -> send(exchange, files.index()));
        router.get(FILES + ":version/*").handler(this::file);
    }

    private void file(RoutingContext exchange) {
        String version = exchange.pathParam("version");
        String name = exchange.normalizedPath().substring(FILES.length() + version.length() + 1);
        files.file(version, name)
                .ifPresentOrElse(
                        file -> {
                            exchange.response()
                                    .putHeader(HttpHeaders.CACHE_CONTROL, FOR_GOOD)
                                    .putHeader("X-Content-Type-Options", "nosniff");
                            send(exchange, file);
                        },
                        () -> exchange.response().setStatusCode(NOT_FOUND).end());
    }

    private static void send(RoutingContext exchange, PageFile file) {
        HttpServerResponse response = exchange.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, file.contentType())
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        String takes = exchange.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (takes != null && takes.toLowerCase(Locale.ROOT).contains("gzip")) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(file.packed());
        } else {
            response.end(file.plain());
        }
    }
}
