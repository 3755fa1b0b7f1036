package io.rollcall.worker;

import io.rollcall.event.LiveWindow;
import io.rollcall.event.Shards;
import io.rollcall.event.UnevenPartitionsException;
import io.rollcall.log.AppEventsLog;
import io.rollcall.log.LogBounds;
import io.rollcall.log.LogUnavailableException;
import io.rollcall.log.PartitionLog;
import io.rollcall.log.StopReason;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.RedisRefusedException;
import io.rollcall.rollup.RedisUnavailableException;
import io.rollcall.rollup.ShardFence;
import io.rollcall.rollup.UnsafeRedisException;
import io.rollcall.worker.PartitionRollup.Held;
import io.rollcall.worker.PartitionRollup.State;
import io.rollcall.worker.PartitionRollup.Stretch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
    private final LiveCounters redis;
    private final TopicLog log;
    private final Seeker seeker;
    private final FencedApply fenced;
    private final Parking unreadable;
    private final RollupMetrics metrics;
    private final Erasures tombstones;
    private final DuplicateWindow.Bounds duplicates;
    private final InstantSource clock;

    @Inject
    Rollup(
            LiveCounters redis,
            TopicLog log,
            Seeker seeker,
            FencedApply fenced,
            Parking unreadable,
            RollupMetrics metrics,
            Erasures tombstones,
            WorkerConfig config) {
        this(
                redis,
                log,
                seeker,
                fenced,
                unreadable,
                metrics,
                tombstones,
                DuplicateWindow.Bounds.within(
                        config.duplicateWindow(), config.duplicateMemory().asLongValue()),
                InstantSource.system());
    }

    Rollup(
            LiveCounters redis,
            TopicLog log,
            Seeker seeker,
            FencedApply fenced,
            Parking unreadable,
            RollupMetrics metrics,
            Erasures tombstones,
            DuplicateWindow.Bounds duplicates,
            InstantSource clock) {
        this.redis = redis;
        this.log = log;
        this.seeker = seeker;
        this.fenced = fenced;
        this.unreadable = unreadable;
        this.metrics = metrics;
        this.tombstones = tombstones;
        this.duplicates = duplicates;
        this.clock = clock;
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
        partitions.forEach(waiting::remove);
    }

    /** Applies the next records of a partition, in order; or drops them, because they will come again. */
    void take(int partition, List<LogRecord> records) {
        seeker.delivered();
        PartitionRollup rollup = assigned.get(partition);
        if (rollup == null) {
            return; // taken away between poll and here; its next owner reads them
        }
        rollup.lock.lock();
        try {
            if (rollup.state() instanceof State.Unplaced) {
                place(rollup);
            }
            if (rollup.state() instanceof State.Reading) {
                read(rollup, rollup.stretch(records));
            } else {
                seeker.pause(partition);
            }
        } catch (RuntimeException unforeseen) {
            // One batch that fails must not end the channel, which is that of all partitions.
            stop(rollup, unforeseen);
        } finally {
            rollup.lock.unlock();
        }
    }

    /**
     * Does the work of each second: places what is not placed, tries again what could not be applied, moves idle shards
     * on, finds fallen fences, and looks whether the log still has what is to be read.
     *
     * @param applied what was applied when the log was asked
     * @param bounds the log's as they were at {@code atMillis} or later
     */
    void beat(PartitionRollup rollup, long applied, LogBounds bounds, long atMillis) {
        if (!rollup.lock.tryLock()) {
            return; // the consumer's thread is at it
        }
        try {
            if (rollup.state() instanceof State.Reading || rollup.state() instanceof State.Holding) {
                if (hasMoreFences(rollup)) {
                    rollup.unplace();
                    place(rollup);
                } else {
                    beatUnderWay(rollup, applied, bounds, atMillis);
                }
            } else {
                place(rollup);
            }
        } catch (LogUnavailableException unanswered) {
            metrics.retried();
        } catch (RuntimeException unforeseen) {
            stop(rollup, unforeseen);
        } finally {
            rollup.lock.unlock();
        }
    }

    /**
     * Looks whether a shard whose server was silent when the partition was placed has a fence in it, which may stand before
     * where the partition began, or should have one.
     */
    private boolean hasMoreFences(PartitionRollup rollup) {
        if (rollup.unasked().isEmpty()) {
            return false;
        }
        try {
            Map<Integer, Optional<ShardFence>> answered = redis.fencesWithinReach(rollup.field(), rollup.unasked());
            rollup.asked(answered.keySet());
            return answered.entrySet().stream()
                    .anyMatch(fence -> fence.getValue().isPresent() || rollup.holdsThoseLike(fence.getKey()));
        } catch (RedisRefusedException refused) {
            return true; // placing says what it is
        }
    }

    private void beatUnderWay(PartitionRollup rollup, long applied, LogBounds bounds, long atMillis) {
        Optional<StartPlan.Stop> stop = StartPlan.underWay(
                applied,
                rollup.next(),
                rollup.asOfMillis(),
                log.partition(rollup.partition(), bounds),
                clock.millis() - LiveWindow.BACKLOG.toMillis());
        if (stop.isPresent()) {
            stop(rollup, stop.get());
        } else if (rollup.state() instanceof State.Holding holding) {
            settle(rollup, holding.held());
        } else {
            rollup.sawEnd(bounds.end(), atMillis);
            if (rollup.next() >= bounds.end()) {
                settle(rollup, new Held(List.of(), rollup.asOfWhenApplied(), true));
            } else {
                seeker.seekWhenStuck(rollup);
            }
        }
    }

    /** Stops everything when Redis has become one that may forget. */
    void stopWhereRedisIsUnsafe() {
        try {
            redis.requireSafe(ALL_SHARDS);
        } catch (UnsafeRedisException unsafe) {
            assigned.values().forEach(rollup -> stopAsUnsafe(rollup, unsafe));
        } catch (RedisUnavailableException unanswered) {
            LOG.debugf("whether Redis is safe is not known: %s", unanswered.getMessage()); // each call says so itself
        }
    }

    private void stopAsUnsafe(PartitionRollup rollup, UnsafeRedisException unsafe) {
        rollup.lock.lock();
        try {
            stop(rollup, new StartPlan.Stop(StopReason.UNSAFE_REDIS, String.valueOf(unsafe.getMessage())));
        } finally {
            rollup.lock.unlock();
        }
    }

    private void read(PartitionRollup rollup, Stretch stretch) {
        if (stretch instanceof Stretch.Gap gap) {
            seeker.seekAfterGap(rollup.partition(), gap.wanted());
        } else if (stretch instanceof Stretch.Continues continues) {
            apply(rollup, continues.records());
        }
    }

    private void apply(PartitionRollup rollup, List<LogRecord> records) {
        Optional<LogRecord> contradiction =
                records.stream().filter(rollup::contradicts).findFirst();
        if (contradiction.isPresent()) {
            stop(rollup, cutAt(contradiction.get()));
            return;
        }
        Set<Integer> strangers = records.stream()
                .map(LogRecord::shard)
                .filter(shard -> !rollup.holds(shard))
                .collect(Collectors.toSet());
        if (!strangers.isEmpty()) {
            adopt(rollup, strangers);
            return;
        }
        seeker.progressed(rollup.partition());
        List<JudgedRecord> unapplied = rollup.take(records);
        long asOf = rollup.asOfWhenApplied();
        if (unapplied.isEmpty()) {
            rollup.applied(asOf);
        } else {
            settle(rollup, new Held(unapplied, asOf, false));
        }
    }

    /** Applies what was taken, or holds it until that can be done. */
    private void settle(PartitionRollup rollup, Held held) {
        Optional<Trouble> notParked =
                held.parked() ? Optional.empty() : unreadable.park(rollup.partition(), held.unapplied());
        if (notParked.isPresent()) {
            hold(rollup, held, notParked.get());
            return;
        }
        FencedStretch.Outcome outcome = held.unapplied().isEmpty()
                ? fenced.advance(rollup, rollup.next(), held.asOfMillis())
                : fenced.apply(rollup, held.unapplied(), rollup.next(), held.asOfMillis());
        if (outcome instanceof FencedStretch.Outcome.NotApplied not) {
            hold(rollup, new Held(held.unapplied(), held.asOfMillis(), true), not.trouble());
        } else if (outcome instanceof FencedStretch.Outcome.FenceBehind behind) {
            metrics.rewound();
            LOG.warnf("partition %d: %s; going back to it", rollup.partition(), behind.what());
            rollup.unplace();
            place(rollup);
        } else {
            goOn(rollup, held);
        }
    }

    private void hold(PartitionRollup rollup, Held held, Trouble trouble) {
        metrics.held(trouble);
        if (waiting.add(rollup.partition())) {
            LOG.warnf(
                    "partition %d holds %d records back: %s; trying again every second",
                    rollup.partition(), held.unapplied().size(), trouble.what());
        }
        rollup.hold(held, trouble);
    }

    private void goOn(PartitionRollup rollup, Held held) {
        boolean wasHeld = rollup.state() instanceof State.Holding;
        rollup.applied(held.asOfMillis());
        if (wasHeld) {
            waiting.remove(rollup.partition());
            LOG.infof("partition %d goes on at offset %d", rollup.partition(), rollup.next());
            seeker.seek(rollup.partition(), rollup.next());
        }
    }

    /** Reads the fences and begins there. What does not answer leaves the partition unplaced; the next beat tries again. */
    private void place(PartitionRollup rollup) {
        if (!tombstones.areRead()) { // at every start for a moment; they say themselves what holds them up
            metrics.retried();
            rollup.waits("the tombstones of erased profiles are being read");
            return;
        }
        try {
            AppEventsLog.Topic topic = log.topic();
            Shards.requireDivisor(topic.partitions());
            Set<Integer> shards = rollup.shards(topic.partitions());
            redis.requireSafe(shards);
            place(rollup, topic, shards);
        } catch (UnsafeRedisException unsafe) {
            stop(rollup, new StartPlan.Stop(StopReason.UNSAFE_REDIS, String.valueOf(unsafe.getMessage())));
        } catch (UnevenPartitionsException uneven) {
            stop(rollup, new StartPlan.Stop(StopReason.PARTITION_COUNT, String.valueOf(uneven.getMessage())));
        } catch (RedisRefusedException refused) {
            Trouble trouble = Trouble.of(refused);
            metrics.held(trouble);
            stop(rollup, new StartPlan.Stop(trouble.reason().orElseThrow(), trouble.what()));
        } catch (RedisUnavailableException | LogUnavailableException unanswered) {
            metrics.retried();
            rollup.waits(String.valueOf(unanswered.getMessage()));
            if (waiting.add(rollup.partition())) {
                LOG.warnf(
                        "partition %d does not know yet where to begin: %s; trying again until it does",
                        rollup.partition(), unanswered.getMessage());
            }
        }
    }

    private void place(PartitionRollup rollup, AppEventsLog.Topic topic, Set<Integer> shards) {
        FenceField field = new FenceField(topic.id(), rollup.partition());
        long now = clock.millis();
        Found found = find(rollup, topic, shards, now);
        if (found.plan() instanceof StartPlan.Begin begin) {
            begin(field, begin, rollup.fewest(topic.partitions()));
            rollup.unplace(); // fences set anew: what stopped it is no longer in the counters
            found = find(rollup, topic, shards, now);
        }
        if (found.plan() instanceof StartPlan.Resume resume && !rollup.isAtACut()) {
            note(field, resume.unaware(rollup.fewest(topic.partitions())), rollup.fewest(topic.partitions()));
            resume(rollup, field, resume, found);
        } else if (found.plan() instanceof StartPlan.Stop stop) {
            stop(rollup, stop);
        }
    }

    /**
     * A plan, the log as it was when it was made, and the shards that gave no answer. Those would not be given to the
     * partition today.
     */
    private record Found(StartPlan plan, PartitionLog log, Set<Integer> unasked) {}

    /**
     * Looks at the fences before the log: another worker may move them meanwhile, and none stands beyond an end that is asked
     * for later. Shards that were here only when partitions were fewer, or never, need not answer: whose server is silent
     * holds up the partitions of its own shards, and no others. A fence of such a shard says that those of its like have been here,
     * too, and each fence what was noted with it: a shard that answers and has none has lost it, and is brought back from the log.
     */
    private Found find(PartitionRollup rollup, AppEventsLog.Topic topic, Set<Integer> shards, long nowMillis) {
        FenceField field = new FenceField(topic.id(), rollup.partition());
        Map<Integer, Optional<ShardFence>> all = new TreeMap<>(redis.fences(field, shards));
        all.putAll(redis.fencesWithinReach(field, without(ALL_SHARDS, shards)));
        all.forEach((shard, fence) -> fence.ifPresent(stands -> {
            rollup.holdsLike(shard);
            rollup.heldAmong(stands.partitions());
        }));
        Map<Integer, Optional<ShardFence>> fences = StartPlan.held(all, rollup.shards(topic.partitions()));
        boolean anotherTopic = redis.knowsAnotherTopic(field, shards);
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
        return new Found(plan, partition, without(ALL_SHARDS, all.keySet()));
    }

    private static Set<Integer> without(Set<Integer> all, Set<Integer> some) {
        return all.stream().filter(shard -> !some.contains(shard)).collect(Collectors.toSet());
    }

    /**
     * The partition holds shards that it would not be given today: partitions have grown since, and Redis has forgotten
     * their fences. They get new ones, and the partition is read again from where those stand.
     */
    private void adopt(PartitionRollup rollup, Set<Integer> strangers) {
        LOG.infof("partition %d: holds shards %s too, from when partitions were fewer", rollup.partition(), strangers);
        strangers.forEach(rollup::holdsLike);
        rollup.unplace();
        place(rollup);
    }

    private void begin(FenceField field, StartPlan.Begin begin, int partitions) {
        List<FenceReply> replies = redis.begin(field, begin.missing(), begin.start(), begin.sinceMillis(), partitions);
        for (FenceReply reply : replies) {
            if (reply instanceof FenceReply.Refused refused) {
                throw new RedisRefusedException(refused.why(), refused.detail());
            }
            if (reply instanceof FenceReply.Unanswered) {
                throw new RedisUnavailableException("Redis did not answer while the fences were set");
            }
        }
        LOG.infof(
                "partition %d: %d shards begin at offset %d",
                field.partition(), begin.missing().size(), begin.start());
    }

    /** Before anything is applied: fences that are lost together are missed by each one that is left. */
    private void note(FenceField field, Set<Integer> unaware, int partitions) {
        if (!unaware.isEmpty()) {
            redis.note(field, unaware, partitions);
        }
    }

    private void resume(PartitionRollup rollup, FenceField field, StartPlan.Resume resume, Found found) {
        long warmFrom = resume.warmFrom(found.log(), duplicates);
        rollup.place(field, resume.fences(), warmFrom);
        rollup.leaveUnasked(found.unasked());
        waiting.remove(rollup.partition());
        seeker.seek(rollup.partition(), warmFrom);
        LOG.infof(
                "partition %d: goes on at offset %d, remembering events from %d on",
                rollup.partition(), resume.lowest(), warmFrom);
    }

    private void stop(PartitionRollup rollup, RuntimeException unforeseen) {
        if (!isStoppedFor(StopReason.UNFORESEEN, rollup)) {
            LOG.errorf(unforeseen, "partition %d: something that nobody foresaw", rollup.partition());
        }
        stop(rollup, new StartPlan.Stop(StopReason.UNFORESEEN, unforeseen.toString()));
    }

    private void stop(PartitionRollup rollup, StartPlan.Stop stop) {
        if (!isStoppedFor(stop.reason(), rollup)) {
            LOG.errorf(
                    "partition %d stops: %s. See docs/guides/operate.md, \"A stopped partition\".",
                    rollup.partition(), stop.detail());
            seeker.leave(rollup.partition());
        }
        rollup.stop(stop);
    }

    private static boolean isStoppedFor(StopReason reason, PartitionRollup rollup) {
        return rollup.state() instanceof State.Stopped
                && rollup.stopped().filter(reason::equals).isPresent();
    }

    private static StartPlan.Stop cutAt(LogRecord record) {
        return new StartPlan.Stop(
                StopReason.LOG_CUT,
                "offset " + record.offset() + " was written under leader epoch " + record.leaderEpoch()
                        + ", but a record of another epoch is in the counters: the log was cut and written anew");
    }
}
