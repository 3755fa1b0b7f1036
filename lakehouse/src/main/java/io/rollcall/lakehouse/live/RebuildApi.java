package io.rollcall.lakehouse.live;

import io.rollcall.lakehouse.http.AdminGuard;
import io.rollcall.lakehouse.http.Problem;
import io.rollcall.rollup.RedisUnavailableException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/live/rebuilds} begins to restore a day and answers at once; {@code GET /v1/live/rebuilds/status} says how
 * far it is.
 */
@Singleton
public class RebuildApi {
    private static final Logger LOG = Logger.getLogger(RebuildApi.class);
    private static final String PATH = "/v1/live/rebuilds";
    private static final String STATUS_PATH = PATH + "/status";
    private static final int MAX_BODY_BYTES = 4_096;
    private static final String EXAMPLE = "{\"dt\": \"2026-11-20\"}";

    private final LiveRebuild rebuild;
    private final AdminGuard guard;

    RebuildApi(LiveRebuild rebuild, AdminGuard guard) {
        this.rebuild = rebuild;
        this.guard = guard;
    }

    void register(@Observes Router router) {
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(guard)
                .blockingHandler(this::start)
                .failureHandler(RebuildApi::fail);
        router.get(STATUS_PATH).handler(exchange -> sendStatus(exchange, 200));
    }

    private void start(RoutingContext exchange) {
        try {
            rebuild.start(dt(exchange.body().buffer()));
            exchange.response().putHeader("Location", STATUS_PATH);
            sendStatus(exchange, 202);
        } catch (IllegalArgumentException unreadable) {
            new Problem(400, "invalid_parameter", String.valueOf(unreadable.getMessage())).send(exchange);
        } catch (RebuildRefusedException refused) {
            new Problem(
                            refused.reason().httpStatus(),
                            refused.reason().name().toLowerCase(Locale.ROOT),
                            String.valueOf(refused.getMessage()))
                    .send(exchange);
        } catch (RedisUnavailableException away) {
            LOG.warnf("no rebuild: %s", away.getMessage());
            new Problem(503, "live_counters_unavailable", "Redis does not answer; ask again").send(exchange);
        }
    }

    /** @throws IllegalArgumentException with what is wrong */
    private static LocalDate dt(@Nullable Buffer body) {
        try {
            JsonObject asked = body == null ? new JsonObject() : new JsonObject(body);
            if (asked.fieldNames().equals(Set.of("dt")) && asked.getValue("dt") instanceof String text) {
                return LocalDate.parse(text);
            }
            throw new IllegalArgumentException("the body has to say which day, and nothing else: " + EXAMPLE);
        } catch (DecodeException notAnObject) {
            throw new IllegalArgumentException("the body is not a JSON object such as " + EXAMPLE, notAnObject);
        } catch (DateTimeParseException notADate) {
            throw new IllegalArgumentException("dt is not a date such as 2026-11-20", notADate);
        }
    }

    private void sendStatus(RoutingContext exchange, int httpStatus) {
        exchange.response()
                .setStatusCode(httpStatus)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(RebuildJson.of(rebuild.progress()).toBuffer());
    }

    private static void fail(RoutingContext exchange) {
        if (exchange.statusCode() == 413) {
            new Problem(413, "body_too_large", "the body has at most " + MAX_BODY_BYTES + " bytes").send(exchange);
            return;
        }
        LOG.error("a request for a rebuild failed", exchange.failure());
        new Problem(500, "internal_error", "this is a fault of the server; its log says more").send(exchange);
    }
}
