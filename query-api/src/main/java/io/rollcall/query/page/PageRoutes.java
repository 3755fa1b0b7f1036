package io.rollcall.query.page;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;

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
        router.get("/").handler(files.index()::send);
        router.get("/index.html").handler(files.index()::send);
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
                            file.send(exchange);
                        },
                        () -> exchange.response().setStatusCode(NOT_FOUND).end());
    }
}
