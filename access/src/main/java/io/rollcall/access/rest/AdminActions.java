package io.rollcall.access.rest;

import io.rollcall.access.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of administrators' actions, and keeps the record of the actions. */
public class AdminActions {
    /** The category of its own lets a deployment keep the record elsewhere, and for longer. */
    private static final Logger AUDIT = Logger.getLogger("io.rollcall.audit");

    private static final String BODY = AdminActions.class.getName() + ".body";
    private static final int MAX_BYTES = 4_096;
    private static final int EXCERPT_CHARS = 200;

    /**
     * Reads the body on the event loop, after the guard: a body that does not come holds no thread, and nobody's but an
     * administrator's is read.
     */
    @AdminAction
    @ServerRequestFilter(nonBlocking = true)
    Uni<@Nullable Response> read(ContainerRequestContext context, RoutingContext exchange) {
        if (!"POST".equals(context.getMethod())) {
            return Uni.createFrom().nullItem();
        }
        return BoundedBody.intoEntity(context, exchange, MAX_BYTES, body -> context.setProperty(BODY, body));
    }

    /** One line an action, also for one that was refused. Never the key. */
    @AdminAction
    @ServerResponseFilter
    void record(ContainerRequestContext request, ContainerResponseContext response, RoutingContext exchange) {
        AUDIT.infof(
                "%s %s%s by %s from %s: %d%s",
                request.getMethod(),
                excerpt(request.getUriInfo().getRequestUri().getPath()),
                body(request),
                Caller.of(exchange).name(),
                exchange.request().remoteAddress().hostAddress(),
                response.getStatus(),
                forwardedFor(exchange.request()));
    }

    private static String body(ContainerRequestContext request) {
        return Optional.ofNullable((Buffer) request.getProperty(BODY))
                .map(body -> " " + excerpt(body.toString(StandardCharsets.UTF_8)))
                .orElse("");
    }

    /** Repeats what a proxy says, which anybody else can say too. */
    private static String forwardedFor(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("X-Forwarded-For"))
                .map(clients -> ", forwarded for " + excerpt(clients))
                .orElse("");
    }

    /** One line, whatever was sent. */
    private static String excerpt(String text) {
        return CommonProblems.excerpt(text, EXCERPT_CHARS)
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
    }
}
