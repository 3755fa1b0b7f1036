package io.rollcall.lakehouse.reconcile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.rollcall.lake.Lake;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.metric.MetricList;
import io.rollcall.lakehouse.reconcile.Reconciliation.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.stream.Stream;

/** The metrics of the reconciliation, for an operator. */
@ApplicationScoped
class ReconcileMetrics {
    private final MeterRegistry registry;
    private final Counter failures;
    private volatile double lastSuccessSeconds;
    private volatile double waitingDays = Double.NaN;

    ReconcileMetrics(MeterRegistry registry, MetricList metrics) {
        this.registry = registry;
        failures = registry.counter("rollcall.reconciliation.failures");
        // There from the start: a counter that begins at 1 has not increased for whoever looks.
        Stream.concat(Stream.of(Failure.DAY), metrics.nightly().stream().map(BoundComputation::name))
                .forEach(this::failedParts);
        Gauge.builder("rollcall.reconciliation.last.success.timestamp.seconds", () -> lastSuccessSeconds)
                .description("When a reconciliation last ended with nothing failed; 0 for never")
                .register(registry);
        Gauge.builder("rollcall.reconciliation.waiting.days", () -> waitingDays)
                .description(
                        "Days with data that are open, or whose end the archive had not passed at the last run; NaN before the first")
                .register(registry);
    }

    /** Restores from the lake what the processes before this one did. */
    void restore(@Observes StartupEvent event, Lake lake) {
        lake.lastSuccess()
                .ifPresent(at -> lastSuccessSeconds = Math.max(lastSuccessSeconds, (double) at.getEpochSecond()));
    }

    /** Counts what is seen as soon as the days are published. */
    void published(Reconciliation result) {
        waitingDays = result.waiting().size();
        result.published()
                .forEach(day -> registry.counter(
                                "rollcall.reconciliation.days",
                                "status",
                                day.status().word())
                        .increment());
    }

    void succeeded(Instant at) {
        lastSuccessSeconds = (double) at.getEpochSecond();
    }

    /** Counts what failed while the rest went on. */
    void ended(Reconciliation result) {
        result.failures().forEach(failure -> failedParts(failure.part()).increment());
    }

    private Counter failedParts(String part) {
        return registry.counter("rollcall.reconciliation.failed.parts", "part", part);
    }

    void failed() {
        failures.increment();
    }
}
