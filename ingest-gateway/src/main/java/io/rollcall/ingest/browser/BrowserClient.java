package io.rollcall.ingest.browser;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
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

    private final byte[] plain = read();
    private final byte[] packed = pack(plain);
    private final String tag = '"' + digest(plain) + '"';

    void register(@Observes Router router) {
        router.get(PATH).handler(this::send);
        router.head(PATH).handler(this::send);
    }

    /** The client's text. */
    byte[] plain() {
        return plain.clone();
    }

    /** The client as it crosses the network. */
    byte[] packed() {
        return packed.clone();
    }

    private void send(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        HttpServerResponse response = exchange.response()
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
                .putHeader("X-Content-Type-Options", "nosniff");
        if (isKnown(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(NOT_MODIFIED).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/javascript;charset=UTF-8");
        String takes = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (takes != null && takes.toLowerCase(Locale.ROOT).contains("gzip")) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(Buffer.buffer(packed));
        } else {
            response.end(Buffer.buffer(plain));
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

    private static byte[] pack(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory does not fail", impossible);
        }
        return packed.toByteArray();
    }

    private static String digest(byte[] plain) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(plain), 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
