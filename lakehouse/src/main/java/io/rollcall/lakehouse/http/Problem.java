package io.rollcall.lakehouse.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * Why a request is not served (RFC 9457).
 *
 * @param status of HTTP
 * @param code stable; a program may rely on it
 * @param detail what is wrong with this request, and what to do
 */
public record Problem(int status, String code, String detail) {
    private static final String CHALLENGE = "Bearer realm=\"rollcall\"";
    private static final int UNAUTHORIZED = 401;

    /** Answers with it. */
    public void send(RoutingContext exchange) {
        if (status == UNAUTHORIZED) {
            exchange.response().putHeader("WWW-Authenticate", CHALLENGE);
        }
        exchange.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                        .put("status", status)
                        .put("detail", detail)
                        .put("code", code)
                        .toBuffer());
    }
}
