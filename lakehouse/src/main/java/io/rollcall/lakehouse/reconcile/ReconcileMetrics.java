package io.rollcall.lakehouse.reconcile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.rollcall.lake.Lake;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;

/** What an operator sees of the reconciliation. */
@ApplicationScoped
class ReconcileMetrics {
    private final MeterRegistry registry;
    private final Counter failures;
    private volatile double lastSuccessSeconds;
    private volatile int waitingDays;

    ReconcileMetrics(MeterRegistry registry) {
        this.registry = registry;
        failures = registry.counter("rollcall.reconciliation.failures");
        Gauge.builder("rollcall.reconciliation.last.success.timestamp.seconds", () -> lastSuccessSeconds)
                .description("When a reconciliation last ended well; 0 for never")
                .register(registry);
        Gauge.builder("rollcall.reconciliation.waiting.days", () -> waitingDays)
                .description("Days with data that are open, or whose end the archive had not passed at the last run")
                .register(registry);
    }

    /** What the processes before this one did stands in the lake. */
    void restore(@Observes StartupEvent event, Lake lake) {
        lake.published()
                .lastPublishedAt()
                .ifPresent(at -> lastSuccessSeconds = Math.max(lastSuccessSeconds, (double) at.getEpochSecond()));
    }

    void succeeded(Reconciliation result, Instant at) {
        lastSuccessSeconds = (double) at.getEpochSecond();
        waitingDays = result.waiting().size();
        result.published()
                .forEach(day -> registry.counter(
                                "rollcall.reconciliation.days",
                                "status",
                                day.status().word())
                        .increment());
    }

    void failed() {
        failures.increment();
    }
}
