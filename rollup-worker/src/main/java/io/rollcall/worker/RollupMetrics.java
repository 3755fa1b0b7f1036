package io.rollcall.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.rollcall.log.StopReason;
import io.rollcall.rollup.Ledger;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The metrics by which an operator sees the rollup. */
@ApplicationScoped
class RollupMetrics {
    private static final String NOT_STOPPED = "none";

    private final MeterRegistry registry;
    private final Counter events;
    private final Counter duplicates;
    private final Counter late;
    private final Counter unreadable;
    private final Counter erased;
    private final Counter rewinds;
    private final Counter retries;
    private final MultiGauge lagSeconds;
    private final MultiGauge lagRecords;
    private final MultiGauge stopped;
    private final MultiGauge skew;
    private final MultiGauge remembered;
    private final MultiGauge forgotten;

    RollupMetrics(MeterRegistry registry) {
        this.registry = registry;
        events = registry.counter("rollcall.rollup.events");
        duplicates = registry.counter("rollcall.rollup.duplicates");
        late = registry.counter("rollcall.rollup.late");
        unreadable = registry.counter("rollcall.rollup.unreadable");
        erased = registry.counter("rollcall.rollup.erased");
        rewinds = registry.counter("rollcall.rollup.rewinds");
        retries = registry.counter("rollcall.rollup.retries");
        lagSeconds = gauge(registry, "rollcall.rollup.lag.seconds", "Age of the oldest record not yet applied");
        lagRecords = gauge(registry, "rollcall.rollup.lag.records", "Records not yet applied");
        stopped = gauge(registry, "rollcall.rollup.stopped", "1 when the partition waits for a person");
        skew = gauge(
                registry,
                "rollcall.rollup.clock.skew.seconds",
                "How far a record lay behind an earlier one by its timestamp, in the last minutes");
        remembered = gauge(registry, "rollcall.rollup.remembered.events", "Events remembered to recognise duplicates");
        forgotten = gauge(
                registry, "rollcall.rollup.forgotten.events", "Events of the window that there was no memory for");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    /** Records that this worker applied. */
    void applied(Ledger ledger) {
        events.increment((double) ledger.counted());
        duplicates.increment((double) ledger.duplicate());
        late.increment((double) ledger.late());
        unreadable.increment((double) ledger.unreadable());
        erased.increment((double) ledger.erased());
    }

    void rewound() {
        rewinds.increment();
    }

    /** Something that was asked of Redis or Kafka was not done: it did not answer, or refused. */
    void held(Trouble trouble) {
        trouble.reason()
                .ifPresentOrElse(
                        reason -> registry.counter("rollcall.rollup.refusals", "reason", reason.code())
                                .increment(),
                        this::retried);
    }

    /** Redis or Kafka did not answer, and the worker waits to ask again. */
    void retried() {
        retries.increment();
    }

    /** Publishes the assigned partitions' lag; those that are no longer assigned disappear. */
    void publish(Collection<PartitionLag> partitions) {
        List<PartitionLag> known =
                partitions.stream().filter(PartitionLag::known).toList();
        publish(lagSeconds, known, RollupMetrics::partition, PartitionLag::seconds);
        publish(lagRecords, known, RollupMetrics::partition, PartitionLag::records);
        publish(
                stopped,
                partitions,
                RollupMetrics::partitionAndReason,
                lag -> lag.stopped().isPresent() ? 1 : 0);
        publish(skew, known, RollupMetrics::partition, PartitionLag::disorderSeconds);
        publish(remembered, partitions, RollupMetrics::partition, PartitionLag::remembered);
        publish(forgotten, partitions, RollupMetrics::partition, PartitionLag::forgotten);
    }

    private static void publish(
            MultiGauge gauge,
            Collection<PartitionLag> partitions,
            Function<PartitionLag, Tags> labels,
            ToDoubleFunction<PartitionLag> value) {
        gauge.register(
                partitions.stream()
                        .map(lag -> MultiGauge.Row.of(labels.apply(lag), lag, value))
                        .toList(),
                true);
    }

    private static Tags partition(PartitionLag lag) {
        return Tags.of("partition", Integer.toString(lag.partition()));
    }

    /** The reason decides what a person has to do, so the alarm names it. */
    private static Tags partitionAndReason(PartitionLag lag) {
        return partition(lag).and("reason", lag.stopped().map(StopReason::code).orElse(NOT_STOPPED));
    }
}
