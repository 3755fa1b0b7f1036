package io.rollcall.lakehouse.maintenance;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;

/** The metrics of the upkeep, for an operator. */
@Startup
@ApplicationScoped
class UpkeepMetrics {
    private static final String STEP = "step";
    private static final String FAILURES = "rollcall.maintenance.failures";
    private static final String REMOVED = "rollcall.maintenance.removed";

    private final MeterRegistry registry;
    private volatile double lastSuccessSeconds;
    private volatile double leftOutDays = Double.NaN;

    UpkeepMetrics(MeterRegistry registry) {
        this.registry = registry;
        Arrays.stream(UpkeepStep.values()).forEach(step -> {
            registry.counter(FAILURES, STEP, step.label());
            registry.counter(REMOVED, STEP, step.label());
        });
        Gauge.builder("rollcall.maintenance.last.success.timestamp.seconds", () -> lastSuccessSeconds)
                .description("When the upkeep last ended with every step done in this process; 0 for never")
                .register(registry);
        Gauge.builder("rollcall.maintenance.left.out.days", () -> leftOutDays)
                .description(
                        "Published days that got events after raw events they need were dropped; NaN before the first upkeep")
                .register(registry);
    }

    void done(UpkeepStep step, int removed) {
        registry.counter(REMOVED, STEP, step.label()).increment(removed);
    }

    void failed(UpkeepStep step) {
        registry.counter(FAILURES, STEP, step.label()).increment();
    }

    void allDone(Instant at) {
        lastSuccessSeconds = (double) at.getEpochSecond();
    }

    void leftOut(int days) {
        leftOutDays = days;
    }
}
