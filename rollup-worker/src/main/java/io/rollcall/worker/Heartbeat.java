package io.rollcall.worker;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.rollcall.log.LogBounds;
import io.rollcall.log.LogUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;

/** Looks once a second where the log ends, how far the rollup is behind, and what idle partitions have to do. */
@ApplicationScoped
class Heartbeat {
    private static final Logger LOG = Logger.getLogger(Heartbeat.class);

    private static final LogBounds NOTHING = new LogBounds(0, 0);

    private final Rollup rollup;
    private final TopicLog log;
    private final RollupMetrics metrics;
    private final Executor executor;
    private final InstantSource clock;
    private final Map<Integer, LogBounds> lastBounds = new ConcurrentHashMap<>();
    private volatile boolean answered;
    private volatile long answeredAtMillis;

    @Inject
    Heartbeat(Rollup rollup, TopicLog log, RollupMetrics metrics, ManagedExecutor executor) {
        this(rollup, log, metrics, executor, InstantSource.system());
    }

    Heartbeat(Rollup rollup, TopicLog log, RollupMetrics metrics, Executor executor, InstantSource clock) {
        this.rollup = rollup;
        this.log = log;
        this.metrics = metrics;
        this.executor = executor;
        this.clock = clock;
    }

    /** Does not wait for the next second. */
    void soon() {
        executor.execute(this::beat);
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void beat() {
        Collection<PartitionRollup> partitions = List.copyOf(rollup.partitions());
        if (!partitions.isEmpty()) {
            long before = clock.millis();
            // Before the log is asked: what is applied afterwards may lie beyond the end that it then names.
            Map<Integer, Long> applied = partitions.stream()
                    .collect(Collectors.toMap(PartitionRollup::partition, PartitionRollup::appliedTo));
            bounds(partitions).forEach(lastBounds::put);
            if (answered) {
                partitions.forEach(partition -> rollup.beat(
                        partition, applied.getOrDefault(partition.partition(), 0L), bounds(partition), before));
            }
        }
        metrics.publish(partitions.stream()
                .map(partition -> PartitionLag.of(partition, end(partition), answeredAtMillis, clock.millis()))
                .toList());
    }

    /**
     * Looks whether Redis is still fit, as it was at the start: somebody may have changed a setting, or another server
     * may have taken over.
     */
    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void lookAtRedis() {
        if (!rollup.partitions().isEmpty()) {
            rollup.stopWhereRedisIsUnsafe();
        }
    }

    private long end(PartitionRollup partition) {
        return bounds(partition).end();
    }

    private LogBounds bounds(PartitionRollup partition) {
        return lastBounds.getOrDefault(partition.partition(), NOTHING);
    }

    private Map<Integer, LogBounds> bounds(Collection<PartitionRollup> partitions) {
        try {
            Map<Integer, LogBounds> bounds = log.bounds(
                    partitions.stream().map(PartitionRollup::partition).toList());
            answered = true;
            answeredAtMillis = clock.millis();
            return bounds;
        } catch (LogUnavailableException unanswered) {
            if (answered) {
                LOG.warnf(
                        "the end of the log is not known: %s; the lag shown grows until it is",
                        unanswered.getMessage());
            }
            answered = false;
            metrics.retried();
            return Map.of();
        }
    }
}
