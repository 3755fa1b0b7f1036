package io.rollcall.ingest.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.access.Caller;
import io.rollcall.access.Doors;
import io.rollcall.access.Problem;
import io.rollcall.access.Roles;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Makes the routes that show something of events: one method each, for those who may read or administer. */
@Singleton
public final class ReadingRoutes {
    /** After events and before resources: Quarkus would answer 404 for an address that no resource has. */
    private static final int ORDER = -80;

    private static final int FAULT = 500;
    private static final int UNAUTHORIZED = 401;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final Logger LOG = Logger.getLogger(ReadingRoutes.class);

    private final Doors doors;

    ReadingRoutes(Doors doors) {
        this.doors = doors;
    }

    /** Adds a route. Its handler is called on the event loop, for callers who have the role. */
    public void add(Router router, HttpMethod method, String path, String role, Consumer<RoutingContext> handler) {
        router.route(path)
                .order(ORDER)
                .handler(exchange -> {
                    require(exchange, method, role);
                    handler.accept(exchange);
                })
                .failureHandler(exchange -> fail(exchange, exchange.failure()));
    }

    /**
     * Asks for the administrator where a caller wants to see events plainly.
     *
     * @throws RefusedReadingException when the caller is none
     */
    public void requireMayAskFor(EventView view, RoutingContext exchange) {
        if (view == EventView.PLAIN) {
            require(exchange, Roles.ADMIN);
        }
    }

    private void require(RoutingContext exchange, HttpMethod method, String role) {
        if (!method.equals(exchange.request().method())) {
            exchange.response().putHeader(HttpHeaders.ALLOW, method.name());
            throw new RefusedReadingException(Problem.of(
                    METHOD_NOT_ALLOWED, "method_not_allowed", "this address knows " + method.name() + " only"));
        }
        require(exchange, role);
    }

    /**
     * Where there are no read tokens everybody may ask for numbers who reaches the port; the gateway's is the one that all
     * devices reach, and this is not about numbers.
     */
    private void require(RoutingContext exchange, String role) {
        Caller caller = doors.caller(exchange.request());
        if (!caller.roles().contains(role)) {
            throw new RefusedReadingException(doors.refusal(role, exchange.request()));
        }
        if (caller.name().equals(Caller.ANYBODY)) {
            throw new RefusedReadingException(Problem.of(
                    UNAUTHORIZED,
                    "unauthorized",
                    "this shows what clients send, which needs a read token or an admin key: send the header"
                            + " 'Authorization: Bearer READ_TOKEN'; rollcall.query.read-tokens.NAME sets one"));
        }
    }

    /** Answers with JSON; nobody may keep it. */
    public static void answer(RoutingContext exchange, JsonNode json) {
        if (!exchange.response().closed()) {
            exchange.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(json.toString());
        }
    }

    /** Answers with what went wrong. */
    public static void fail(RoutingContext exchange, Throwable failure) {
        if (exchange.response().closed() || exchange.response().ended()) {
            return;
        }
        Problem problem;
        if (failure instanceof RefusedReadingException refused) {
            problem = refused.problem();
        } else {
            LOG.error("A request failed for a reason that nobody foresaw", failure);
            problem = Problem.of(FAULT, "internal_error", "the gateway's log says more");
        }
        if (problem.status() == UNAUTHORIZED) {
            exchange.response().putHeader("WWW-Authenticate", Problem.CHALLENGE);
        }
        if (!exchange.request().isEnded() && exchange.request().version() != HttpVersion.HTTP_2) {
            // The rest of a body that nobody reads would be taken for the next request.
            exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        exchange.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(problem.toJson().toBuffer());
    }
}
