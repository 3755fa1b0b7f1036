package io.rollcall.worker;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.rollcall.log.LogBounds;
import io.rollcall.log.LogClients;
import io.rollcall.log.LogUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;

/** Looks once a second where the log ends, how far the rollup is behind, and what idle partitions have to do. */
@ApplicationScoped
class Heartbeat {
    private static final Logger LOG = Logger.getLogger(Heartbeat.class);

    private static final long MILLIS_PER_SECOND = 1_000;

    private static final LogBounds NOTHING = new LogBounds(0, 0);

    private final Rollup rollup;
    private final TopicLog log;
    private final RollupMetrics metrics;
    private final Executor executor;
    private final InstantSource clock;
    private final Map<Integer, LogBounds> lastBounds = new ConcurrentHashMap<>();
    private volatile boolean answered;
    private volatile long answeredAtMillis;
    private volatile String trouble = "the log was not asked yet";

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
        if (partitions.isEmpty()) {
            listen();
        } else {
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

    /** Says what the trouble is with a log that has not answered for as long as it may take to answer, or never. */
    Optional<String> silence() {
        long millis = clock.millis() - answeredAtMillis;
        if (answeredAtMillis > 0 && millis <= LogClients.TIMEOUT.toMillis()) {
            return Optional.empty();
        }
        String since = answeredAtMillis == 0 ? "never" : "not for " + millis / MILLIS_PER_SECOND + " s";
        return Optional.of("Kafka has answered " + since + ": " + trouble);
    }

    /** Nobody is given a partition by a log that is away: whether it is there is asked all the same. */
    private void listen() {
        try {
            log.topic();
            heard();
        } catch (LogUnavailableException unanswered) {
            missed(unanswered);
        }
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
            heard();
            return bounds;
        } catch (LogUnavailableException unanswered) {
            missed(unanswered);
            return Map.of();
        }
    }

    private void heard() {
        answered = true;
        answeredAtMillis = clock.millis();
    }

    private void missed(LogUnavailableException unanswered) {
        trouble = String.valueOf(unanswered.getMessage());
        if (answered) {
            LOG.warnf("the end of the log is not known: %s; the lag shown grows until it is", trouble);
        }
        answered = false;
        metrics.retried();
    }
}
