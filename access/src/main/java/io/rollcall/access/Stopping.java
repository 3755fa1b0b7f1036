package io.rollcall.access;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sees to how a service stops. Readiness is down at once and every connection ends with its next answer: Quarkus sees
 * to both. For half of {@code quarkus.shutdown.delay}, until a load balancer has noticed, requests are still served;
 * for the other half whoever still comes is told to come again. Then what is in flight is finished, within {@code
 * quarkus.shutdown.timeout}, and the port closes.
 */
@Singleton
public class Stopping {
    public static final String CODE = "stopping";
    public static final String DETAIL = "this process stops, and nothing was done; send the same request again";
    public static final int RETRY_SECONDS = 1;

    /** After the events, whose route reads a body before it refuses it, and before everything else. */
    private static final int ORDER = -90;

    /** Health and metrics answer to the end. */
    private static final String OBSERVATION = "/q/";

    private static final int SERVICE_UNAVAILABLE = 503;

    private final long servingNanos;
    private volatile @Nullable Long begunNanos;
    private volatile boolean over;

    Stopping(@ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.servingNanos = delay.orElse(Duration.ZERO).toNanos() / 2;
    }

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        begunNanos = System.nanoTime();
    }

    void end(@Observes @Priority(1) ShutdownEvent event) {
        over = true;
    }

    /** Says whether requests that come now are told to come again. */
    public boolean refuses() {
        Long begun = begunNanos;
        return over || (begun != null && System.nanoTime() - begun >= servingNanos);
    }

    void register(@Observes Router router) {
        router.route().order(ORDER).handler(this::refuse);
    }

    private void refuse(RoutingContext exchange) {
        if (!refuses() || exchange.request().path().startsWith(OBSERVATION)) {
            exchange.next();
            return;
        }
        exchange.response()
                .setStatusCode(SERVICE_UNAVAILABLE)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS))
                .end(Problem.of(SERVICE_UNAVAILABLE, CODE, DETAIL).toJson().toBuffer());
    }
}
