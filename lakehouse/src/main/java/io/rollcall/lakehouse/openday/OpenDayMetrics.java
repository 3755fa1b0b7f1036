package io.rollcall.lakehouse.openday;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.metric.MetricList;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The metrics of the counting of open days, for an operator. */
@ApplicationScoped
class OpenDayMetrics {
    /** The name of the part that has failed when it was no single metric. */
    static final String RUN = "run";

    private static final double NANOS_PER_SECOND = 1e9;

    private final MeterRegistry registry;
    private final Timer refreshes;
    private final InstantSource clock = InstantSource.system();
    private volatile @Nullable Instant current;
    private volatile double lastSeconds = Double.NaN;

    OpenDayMetrics(MeterRegistry registry, MetricList metrics) {
        this.registry = registry;
        this.refreshes = Timer.builder("rollcall.open.day.refresh")
                .description("Counts of the open days; a look that finds nothing new is none")
                .register(registry);
        // There from the start: a counter that begins at 1 has not increased for whoever looks.
        Stream.concat(Stream.of(RUN), metrics.nightly().stream().map(BoundComputation::name))
                .forEach(this::failures);
        Gauge.builder("rollcall.open.day.age.seconds", this::ageSeconds)
                .description("How old the figures of the open days are; NaN where this process does not count them")
                .register(registry);
        Gauge.builder("rollcall.open.day.last.refresh.seconds", () -> lastSeconds)
                .description("How long the last count of the open days took; NaN before the first")
                .register(registry);
    }

    private double ageSeconds() {
        Instant since = current;
        return since == null
                ? Double.NaN
                : Math.max(0, Duration.between(since, clock.instant()).toNanos() / NANOS_PER_SECOND);
    }

    /** Everything received up to then is in the figures. */
    void current(Instant upTo) {
        current = upTo;
    }

    void refreshed(Duration took) {
        refreshes.record(took);
        lastSeconds = took.toNanos() / NANOS_PER_SECOND;
    }

    /** A metric, or all of it, could not be worked out. */
    void failed(String part) {
        failures(part).increment();
    }

    private Counter failures(String part) {
        return registry.counter("rollcall.open.day.failures", "part", part);
    }
}
