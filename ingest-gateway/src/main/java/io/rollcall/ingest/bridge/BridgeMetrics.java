package io.rollcall.ingest.bridge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.event.Reason;
import io.rollcall.ingest.intake.Judgement;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** The metrics of a bridge. Every series of the closed list of reasons is there from the start, at 0. */
final class BridgeMetrics {
    private final Counter accepted;
    private final Map<Reason, Counter> rejected = new EnumMap<>(Reason.class);
    private volatile double lag = Double.NaN;
    private final AtomicLong working;

    BridgeMetrics(MeterRegistry meters) {
        accepted = events(meters, "accepted", "none");
        for (Reason reason : Reason.values()) {
            rejected.put(reason, events(meters, "rejected", reason.code()));
        }
        Gauge.builder("rollcall.bridge.lag.records", () -> lag)
                .description(
                        "Records of the topic that are not on the log yet, in the partitions that this gateway has; NaN before it was read")
                .register(meters);
        working = new AtomicLong();
        Gauge.builder("rollcall.bridge.working", working, AtomicLong::doubleValue)
                .description("1 while the topic can be read and the log can be written; readiness says why not")
                .register(meters);
    }

    private static Counter events(MeterRegistry meters, String outcome, String reason) {
        return Counter.builder("rollcall.bridge.events")
                .description("Records of the topic that others write, by what became of them")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(meters);
    }

    /** The event of a record is on the log. */
    void logged(Judgement judgement) {
        accepted.increment(judgement.accepted().size());
        judgement
                .rejected()
                .forEach(event -> Objects.requireNonNull(
                                rejected.get(event.rejection().reason()))
                        .increment());
    }

    void works(long lagRecords) {
        lag = (double) lagRecords;
        working.set(1);
    }

    void stands() {
        working.set(0);
    }
}
