package io.rollcall.access.rest;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of questions. */
public class SmallBodies {
    private static final int MAX_BYTES = 64 << 10;

    /** Reads the body on the event loop: one that does not come holds no thread. */
    @SmallBody
    @ServerRequestFilter(nonBlocking = true)
    Uni<@Nullable Response> read(ContainerRequestContext context, RoutingContext exchange) {
        return BoundedBody.intoEntity(context, exchange, MAX_BYTES, body -> {});
    }
}
