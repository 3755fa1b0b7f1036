package io.rollcall.lakehouse.archive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/** The metrics of the archiver, for an operator. */
@ApplicationScoped
class ArchiveMetrics {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final Counter rows;
    private final Counter unreadable;
    private final Counter erased;
    private final Counter commits;
    private final Counter overtaken;
    private final Counter retries;
    private final Counter rejected;
    private final Counter rejectedLost;
    private final InstantSource clock = InstantSource.system();
    private volatile boolean looked;
    private volatile OptionalLong waitingSinceMillis = OptionalLong.empty();
    private volatile Optional<Instant> nothingWaitedAt = Optional.empty();
    private volatile double stoppedPartitions = Double.NaN;

    ArchiveMetrics(MeterRegistry registry) {
        rows = registry.counter("rollcall.archive.events");
        unreadable = registry.counter("rollcall.archive.unreadable");
        erased = registry.counter("rollcall.archive.erased");
        commits = registry.counter("rollcall.archive.commits");
        overtaken = registry.counter("rollcall.archive.overtaken");
        retries = registry.counter("rollcall.archive.retries");
        rejected = registry.counter("rollcall.archive.rejected");
        rejectedLost = registry.counter("rollcall.archive.rejected.lost");
        Gauge.builder("rollcall.archive.lag.seconds", this::lagSeconds)
                .description("Age of the oldest record that is not in the lake; NaN before the log was looked at")
                .register(registry);
        Gauge.builder("rollcall.archive.stopped.partitions", () -> stoppedPartitions)
                .description(
                        "Partitions that are not archived until a person has decided; NaN before the place on the log is found")
                .register(registry);
    }

    void committed(long count) {
        commits.increment();
        rows.increment((double) count);
    }

    void unreadable() {
        unreadable.increment();
    }

    /** A record of an erased profile was left out. */
    void erased() {
        erased.increment();
    }

    void overtaken() {
        overtaken.increment();
    }

    /** Kafka or the lake failed, and the archiver waits to begin again. */
    void retried() {
        retries.increment();
    }

    /** Refused events were counted, and are in the lake. */
    void rejectedCounted(long count) {
        rejected.increment((double) count);
    }

    /** The topic of the rejected has forgotten records before they were counted. */
    void rejectedLost(long count) {
        rejectedLost.increment((double) count);
    }

    /**
     * Takes note of the oldest record that waits. The lag grows from there, also while Kafka or the lake is away.
     *
     * @param lookedAt when that was so, where it is known of every partition of the log
     */
    void waitingSince(OptionalLong millis, Optional<Instant> lookedAt) {
        waitingSinceMillis = millis;
        looked = true;
        if (millis.isEmpty() && lookedAt.isPresent()) {
            nothingWaitedAt = lookedAt;
        }
    }

    Optional<Instant> nothingWaitedAt() {
        return nothingWaitedAt;
    }

    boolean isWaiting() {
        return waitingSinceMillis.isPresent();
    }

    private double lagSeconds() {
        if (!looked) {
            return Double.NaN;
        }
        OptionalLong since = waitingSinceMillis;
        return since.isPresent() ? Math.max(0, clock.millis() - since.getAsLong()) / MILLIS_PER_SECOND : 0;
    }

    void stopped(int partitions) {
        stoppedPartitions = partitions;
    }
}
