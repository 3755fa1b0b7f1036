package io.rollcall.access;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** A file as it is and packed: packed once, since it is asked for by everybody and never changes. */
public record PackedContent(String contentType, Buffer plain, Buffer packed) {
    /** A file of a type. */
    public static PackedContent of(String contentType, byte[] content) {
        return new PackedContent(contentType, Buffer.buffer(content), Buffer.buffer(pack(content)));
    }

    /** Answers with it, packed for whoever takes that. */
    public void send(RoutingContext exchange) {
        HttpServerResponse response = exchange.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        String takes = exchange.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (takes != null && takes.toLowerCase(Locale.ROOT).contains("gzip")) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(packed);
        } else {
            response.end(plain);
        }
    }

    private static byte[] pack(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory does not fail", impossible);
        }
        return packed.toByteArray();
    }
}
