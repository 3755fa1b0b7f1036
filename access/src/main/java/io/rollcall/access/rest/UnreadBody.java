package io.rollcall.access.rest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Sees to what becomes of a body that nobody reads: its connection ends with the answer, or would wait for the rest for
 * ever.
 */
final class UnreadBody {
    private UnreadBody() {}

    static void endsTheConnection(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (request.version() != HttpVersion.HTTP_2 && announcesABody(request)) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            exchange.addEndHandler(sent -> request.connection().close());
        }
    }

    private static boolean announcesABody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }
}
