package io.rollcall.ingest.browser;

import io.rollcall.access.PackedContent;
import io.rollcall.event.Sha256;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /rollcall.js}, the client that pages load from the gateway that they send to. It is everybody's: any page
 * may load it, as a module too, and there is nothing in it that depends on who asks.
 */
@Singleton
public final class BrowserClient {
    static final String PATH = "/rollcall.js";

    private static final String SCRIPT = "rollcall.js";

    /** Five minutes without a question, so that a mended client is everywhere soon. */
    private static final String CACHE_CONTROL = "public, max-age=300";

    private static final int NOT_MODIFIED = 304;
    private static final int TAG_BYTES = 16;

    private final PackedContent script;
    private final String tag;

    BrowserClient() {
        byte[] text = read();
        this.script = PackedContent.of("text/javascript;charset=UTF-8", text);
        this.tag = '"' + digest(text) + '"';
    }

    void register(@Observes Router router) {
        router.get(PATH).handler(this::send);
        router.head(PATH).handler(this::send);
    }

    /** The client's text, as it is and as it crosses the network. */
    PackedContent script() {
        return script;
    }

    private void send(RoutingContext exchange) {
        HttpServerResponse response = exchange.response()
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
                .putHeader("X-Content-Type-Options", "nosniff");
        if (isKnown(exchange.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(NOT_MODIFIED).end();
        } else {
            script.send(exchange);
        }
    }

    private boolean isKnown(@Nullable String tags) {
        return tags != null
                && Arrays.stream(tags.split(",", -1))
                        .map(known -> known.strip().replaceFirst("^W/", ""))
                        .anyMatch(known -> known.equals(tag) || known.equals("*"));
    }

    private static byte[] read() {
        try (InputStream script = BrowserClient.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IllegalStateException(SCRIPT + " is missing from the jar of ingest-gateway");
            }
            return script.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + SCRIPT, unreadable);
        }
    }

    private static String digest(byte[] plain) {
        return HexFormat.of().formatHex(Sha256.of(plain), 0, TAG_BYTES);
    }
}
