package io.rollcall.worker;

import io.rollcall.event.LiveWindow;
import io.rollcall.event.Shards;
import io.rollcall.log.AppEventsLog;
import io.rollcall.log.LogUnavailableException;
import io.rollcall.log.PartitionLog;
import io.rollcall.log.StopReason;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.RedisUnavailableException;
import io.rollcall.rollup.ShardFence;
import io.rollcall.worker.PartitionRollup.State;
import io.rollcall.worker.PartitionRollup.Stretch;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * The rollup of the assigned partitions. Records come in through {@link #take}, time through {@link #beat}; both find out
 * where a partition stands before anything is applied, and both notice when Redis has fallen back.
 */
@ApplicationScoped
class Rollup {
    private static final Logger LOG = Logger.getLogger(Rollup.class);
    private static final Set<Integer> ALL_SHARDS =
            IntStream.range(0, Shards.COUNT).boxed().collect(Collectors.toUnmodifiableSet());

    private final Map<Integer, PartitionRollup> assigned = new ConcurrentHashMap<>();
    private final Set<Integer> waiting = ConcurrentHashMap.newKeySet();
    private final LiveRedis redis;
    private final AppEventsLog log;
    private final Seeker seeker;
    private final FencedApply fenced;
    private final UnreadableRecords unreadable;
    private final RollupMetrics metrics;
    private final Tombstones tombstones;
    private final DuplicateWindow.Bounds duplicates;
    private final InstantSource clock = InstantSource.system();

    Rollup(
            LiveRedis redis,
            AppEventsLog log,
            Seeker seeker,
            FencedApply fenced,
            UnreadableRecords unreadable,
            RollupMetrics metrics,
            Tombstones tombstones,
            WorkerConfig config) {
        this.redis = redis;
        this.log = log;
        this.seeker = seeker;
        this.fenced = fenced;
        this.unreadable = unreadable;
        this.metrics = metrics;
        this.tombstones = tombstones;
        this.duplicates = DuplicateWindow.Bounds.within(
                config.duplicateWindow(), config.duplicateMemory().asLongValue());
    }

    /** The partitions this worker has now. */
    Collection<PartitionRollup> partitions() {
        return assigned.values();
    }

    void assign(Collection<Integer> partitions) {
        partitions.forEach(
                partition -> assigned.put(partition, new PartitionRollup(partition, duplicates, tombstones::isErased)));
    }

    void revoke(Collection<Integer> partitions) {
        partitions.forEach(assigned::remove);
    }

    /** Applies the next records of a partition, in order. Returns once they are applied, or dropped because they will come again. */
    void take(int partition, List<LogRecord> records) {
        PartitionRollup rollup = assigned.get(partition);
        if (rollup == null) {
            return; // taken away between poll and here; its next owner reads them
        }
        rollup.lock.lock();
        boolean settled = false;
        try {
            if (rollup.state() instanceof State.Unplaced) {
                place(rollup);
            }
            settled = !(rollup.state() instanceof State.Reading) || read(rollup, rollup.stretch(records));
        } finally {
            if (!settled) {
                // Taken but not applied: an idle shard's advance must not pass them. The fences say where to go on.
                rollup.unplace();
            }
            rollup.lock.unlock();
        }
    }

    /**
     * Once a second: places what is not placed, moves idle shards on, finds fallen fences.
     *
     * @param end the log's end as it was at {@code atMillis} or later
     */
    void beat(PartitionRollup rollup, long end, long atMillis) {
        if (!rollup.lock.tryLock()) {
            return; // the consumer's thread is at it
        }
        try {
            if (!(rollup.state() instanceof State.Reading)) {
                place(rollup);
                return;
            }
            rollup.sawEnd(end, atMillis);
            if (rollup.next() >= end) {
                long asOf = rollup.asOfWhenApplied();
                finish(rollup, fenced.advance(rollup, rollup.next(), asOf), asOf);
            } else {
                seeker.seekWhenStuck(rollup);
            }
        } finally {
            rollup.lock.unlock();
        }
    }

    /** Whether no record was taken that is not applied. */
    private boolean read(PartitionRollup rollup, Stretch stretch) {
        if (stretch instanceof Stretch.Gap gap) {
            seeker.seekAfterGap(rollup.partition(), gap.wanted());
        }
        return !(stretch instanceof Stretch.Continues continues) || apply(rollup, continues.records());
    }

    private boolean apply(PartitionRollup rollup, List<LogRecord> records) {
        Optional<LogRecord> contradiction =
                records.stream().filter(rollup::contradicts).findFirst();
        if (contradiction.isPresent()) {
            stop(rollup, cutAt(contradiction.get()));
            return true;
        }
        Set<Integer> strangers = records.stream()
                .map(LogRecord::shard)
                .filter(shard -> !rollup.holds(shard))
                .collect(Collectors.toSet());
        if (!strangers.isEmpty()) {
            adopt(rollup, strangers);
            return true;
        }
        seeker.progressed(rollup.partition());
        List<JudgedRecord> unapplied = rollup.take(records);
        if (!unreadable.park(rollup.partition(), unapplied)) {
            return false;
        }
        long asOf = rollup.asOfWhenApplied();
        FencedStretch.Outcome outcome = fenced.apply(rollup, unapplied, rollup.next(), asOf);
        finish(rollup, outcome, asOf);
        return !(outcome instanceof FencedStretch.Outcome.Unanswered);
    }

    private void finish(PartitionRollup rollup, FencedStretch.Outcome outcome, long asOfMillis) {
        if (outcome instanceof FencedStretch.Outcome.Done) {
            rollup.applied(asOfMillis);
        } else if (outcome instanceof FencedStretch.Outcome.FenceBehind behind) {
            metrics.rewound();
            LOG.warnf("partition %d: %s; going back to it", rollup.partition(), behind.what());
            rollup.unplace();
            place(rollup);
        } else if (outcome instanceof FencedStretch.Outcome.Unanswered) {
            metrics.retried();
        }
    }

    /** Reads the fences and begins there. What does not answer leaves the partition unplaced; the next beat tries again. */
    private void place(PartitionRollup rollup) {
        try {
            tombstones.requireRead();
            redis.requireSafe();
            AppEventsLog.Topic topic = log.topic();
            Shards.requireDivisor(topic.partitions());
            place(rollup, new FenceField(topic.id(), rollup.partition()), rollup.shards(topic.partitions()));
        } catch (IllegalStateException unsafe) {
            stop(rollup, new StartPlan.Stop(StopReason.UNSAFE_REDIS, String.valueOf(unsafe.getMessage())));
        } catch (IllegalArgumentException uneven) {
            stop(rollup, new StartPlan.Stop(StopReason.PARTITION_COUNT, String.valueOf(uneven.getMessage())));
        } catch (RedisUnavailableException | LogUnavailableException unanswered) {
            metrics.retried();
            if (waiting.add(rollup.partition())) {
                LOG.warnf(
                        "partition %d does not know yet where to begin: %s; trying again until it does",
                        rollup.partition(), unanswered.getMessage());
            }
        }
    }

    private void place(PartitionRollup rollup, FenceField field, Set<Integer> shards) {
        long now = clock.millis();
        Found found = find(field, shards, now);
        if (found.plan() instanceof StartPlan.Begin begin) {
            begin(field, begin);
            rollup.unplace(); // fences set anew: what stopped it is no longer in the counters
            found = find(field, shards, now);
        }
        if (found.plan() instanceof StartPlan.Resume resume && !rollup.isAtACut()) {
            resume(rollup, field, resume, found.log());
        } else if (found.plan() instanceof StartPlan.Stop stop) {
            stop(rollup, stop);
        }
    }

    /** A plan, and the log as it was when it was made. */
    private record Found(StartPlan plan, PartitionLog log) {}

    /** Looks at the fences before the log: another worker may move them meanwhile, and none stands beyond an end that is asked for later. */
    private Found find(FenceField field, Set<Integer> shards, long nowMillis) {
        Map<Integer, Optional<ShardFence>> fences =
                StartPlan.held(redis.writer().fences(field, ALL_SHARDS), shards);
        boolean anotherTopic = redis.writer().knowsAnotherTopic(field, shards);
        PartitionLog partition = log.partition(field.partition());
        StartPlan plan = StartPlan.decide(
                fences,
                anotherTopic,
                partition,
                LiveWindow.oldestDay(nowMillis)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli(),
                nowMillis - LiveWindow.BACKLOG.toMillis());
        return new Found(plan, partition);
    }

    /**
     * The partition holds shards that it would not be given today: partitions have grown since, and Redis has forgotten
     * their fences. They get new ones, and the partition is read again from where those stand.
     */
    private void adopt(PartitionRollup rollup, Set<Integer> strangers) {
        LOG.infof("partition %d: holds shards %s too, from when partitions were fewer", rollup.partition(), strangers);
        strangers.forEach(rollup::foundStranger);
        rollup.unplace();
        place(rollup);
    }

    private void begin(FenceField field, StartPlan.Begin begin) {
        List<FenceReply> replies = redis.writer().begin(field, begin.missing(), begin.start(), begin.sinceMillis());
        if (replies.stream().anyMatch(FenceReply.Unanswered.class::isInstance)) {
            throw new RedisUnavailableException("Redis did not answer while the fences were set");
        }
        LOG.infof(
                "partition %d: %d shards begin at offset %d",
                field.partition(), begin.missing().size(), begin.start());
    }

    private void resume(PartitionRollup rollup, FenceField field, StartPlan.Resume resume, PartitionLog partition) {
        long warmFrom = resume.warmFrom(partition, duplicates.length());
        rollup.place(field, resume.fences(), warmFrom);
        waiting.remove(rollup.partition());
        seeker.seek(rollup.partition(), warmFrom);
        LOG.infof(
                "partition %d: goes on at offset %d, remembering events from %d on",
                rollup.partition(), resume.lowest(), warmFrom);
    }

    private void stop(PartitionRollup rollup, StartPlan.Stop stop) {
        if (!(rollup.state() instanceof State.Stopped)) {
            LOG.errorf(
                    "partition %d stops: %s. See docs/guides/operate.md, \"A stopped partition\".",
                    rollup.partition(), stop.detail());
        }
        rollup.stop(stop);
    }

    private static StartPlan.Stop cutAt(LogRecord record) {
        return new StartPlan.Stop(
                StopReason.LOG_CUT,
                "offset " + record.offset() + " was written under leader epoch " + record.leaderEpoch()
                        + ", but a record of another epoch is in the counters: the log was cut and written anew");
    }
}
