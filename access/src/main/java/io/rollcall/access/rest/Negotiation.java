package io.rollcall.access.rest;

import io.rollcall.access.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses requests whose types of content cannot be read: what comes after this reads them, and would call it a fault of its own. */
public class Negotiation {
    private static final int NOT_ACCEPTABLE = 406;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    /** Reads the types on the event loop, before all others. */
    @ServerRequestFilter(preMatching = true, nonBlocking = true)
    Optional<Response> readTypes(ContainerRequestContext request, RoutingContext exchange) {
        Optional<Problem> unreadable = accepted(request).or(() -> sent(request));
        if (unreadable.isPresent()) {
            UnreadBody.endsTheConnection(exchange);
        }
        return unreadable.map(problem -> Responses.of(problem).build());
    }

    private static Optional<Problem> accepted(ContainerRequestContext request) {
        try {
            request.getAcceptableMediaTypes();
            return Optional.empty();
        } catch (IllegalArgumentException unreadable) {
            return Optional.of(Problem.of(
                    NOT_ACCEPTABLE,
                    "not_acceptable",
                    "header " + HttpHeaders.ACCEPT
                            + " is no list of types; leave it out, or send for example text/csv"));
        }
    }

    private static Optional<Problem> sent(ContainerRequestContext request) {
        try {
            request.getMediaType();
            return Optional.empty();
        } catch (IllegalArgumentException unreadable) {
            return Optional.of(Problem.of(
                    UNSUPPORTED_MEDIA_TYPE,
                    "unsupported_media_type",
                    "header " + HttpHeaders.CONTENT_TYPE + " is no type; /q/openapi lists those of each address"));
        }
    }
}
