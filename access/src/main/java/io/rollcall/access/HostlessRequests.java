package io.rollcall.access;

import io.vertx.core.VertxException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Answers requests that do not say which server they are for. The router gives them up before any filter or route has seen them,
 * and without this every door would call that a fault of its own, with a trace.
 */
@Singleton
class HostlessRequests {
    private static final int BAD_REQUEST = 400;

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(HostlessRequests::answer);
    }

    private static void answer(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (exchange.statusCode() != BAD_REQUEST
                || !(exchange.failure() instanceof VertxException)
                || request.authority() != null) {
            exchange.next();
            return;
        }
        // Its body is not read, and the next request would be looked for in it.
        exchange.addEndHandler(sent -> request.connection().close());
        exchange.response()
                .setStatusCode(BAD_REQUEST)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Problem.of(BAD_REQUEST, "invalid_header", "a request has one header Host that names this server")
                        .toJson()
                        .toBuffer());
    }
}
