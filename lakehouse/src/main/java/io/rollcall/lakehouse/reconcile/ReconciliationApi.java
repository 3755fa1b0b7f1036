package io.rollcall.lakehouse.reconcile;

import io.rollcall.lakehouse.http.AdminGuard;
import io.rollcall.lakehouse.http.Problem;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * {@code POST /v1/reconciliations} starts a run and answers at once; {@code GET /v1/reconciliations/status} says how far it
 * is. What the runs found is asked of query-api.
 */
@Singleton
public class ReconciliationApi {
    private static final Logger LOG = Logger.getLogger(ReconciliationApi.class);
    private static final String PATH = "/v1/reconciliations";
    private static final String STATUS_PATH = PATH + "/status";
    private static final int MAX_BODY_BYTES = 4_096;

    private final Reconciler reconciler;
    private final AdminGuard guard;

    ReconciliationApi(Reconciler reconciler, AdminGuard guard) {
        this.reconciler = reconciler;
        this.guard = guard;
    }

    void register(@Observes Router router) {
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(guard)
                .handler(this::start)
                .failureHandler(ReconciliationApi::fail);
        router.get(STATUS_PATH).handler(exchange -> sendStatus(exchange, 200));
    }

    private void start(RoutingContext exchange) {
        try {
            reconciler.start(AskedDays.in(exchange.body().buffer()));
            exchange.response().putHeader("Location", STATUS_PATH);
            sendStatus(exchange, 202);
        } catch (IllegalArgumentException unreadable) {
            new Problem(400, "invalid_parameter", String.valueOf(unreadable.getMessage())).send(exchange);
        } catch (AlreadyRunningException running) {
            new Problem(
                            409,
                            "reconciliation_running",
                            "a reconciliation is under way; " + STATUS_PATH + " says how far it is")
                    .send(exchange);
        }
    }

    private void sendStatus(RoutingContext exchange, int httpStatus) {
        exchange.response()
                .setStatusCode(httpStatus)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(StatusJson.of(reconciler.progress()).toBuffer());
    }

    private static void fail(RoutingContext exchange) {
        if (exchange.statusCode() == 413) {
            new Problem(413, "body_too_large", "the body has at most " + MAX_BODY_BYTES + " bytes").send(exchange);
            return;
        }
        LOG.error("a request for a reconciliation failed", exchange.failure());
        new Problem(500, "internal_error", "this is a fault of the server; its log says more").send(exchange);
    }
}
