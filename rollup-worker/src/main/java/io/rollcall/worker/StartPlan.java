package io.rollcall.worker;

import io.rollcall.event.LiveWindow;
import io.rollcall.log.LogBounds;
import io.rollcall.log.PartitionLog;
import io.rollcall.log.StopReason;
import io.rollcall.rollup.ShardFence;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides where a partition begins, from its fences and its log. Sealed: it goes on where the fences stand, it sets the
 * fences that are missing first, or it stops and says why. It is never reset in silence.
 */
sealed interface StartPlan {
    /**
     * All fences are there and the log covers them.
     *
     * @param fences by shard
     */
    record Resume(Map<Integer, ShardFence> fences) implements StartPlan {
        /** The first record that some shard has not applied. */
        long lowest() {
            return fences.values().stream().mapToLong(ShardFence::next).min().orElse(0);
        }

        /** The shards with whose fences something else is noted than that so few partitions have put shards here. */
        Set<Integer> unaware(int partitions) {
            return fences.values().stream()
                    .filter(fence -> fence.partitions() != partitions)
                    .map(ShardFence::shard)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** Says where reading has to begin so that duplicates of the first unapplied record are recognised. */
        long warmFrom(PartitionLog log, DuplicateWindow.Bounds duplicates) {
            // One record before the fence at least: it tells whether the log is still the one that was applied.
            long before = lowest() - 1;
            long asOf = fences.values().stream()
                    .mapToLong(ShardFence::asOfMillis)
                    .min()
                    .orElse(0);
            long from = duplicates.readFrom(asOf);
            if (!duplicates.length().isZero()) {
                before = from <= 0 ? 0 : Math.min(before, log.offsetAt(from));
            }
            return Math.max(log.bounds().begin(), before);
        }
    }

    /**
     * Some shards have no fence yet: set it, then plan again.
     *
     * @param missing those shards
     * @param start the offset at the beginning of the oldest live day
     * @param sinceMillis from when on they are complete; 0 when the log holds everything there ever was
     */
    record Begin(Set<Integer> missing, long start, long sinceMillis) implements StartPlan {}

    /** The counters cannot be brought up to date from this log; a person has to decide. */
    record Stop(StopReason reason, String detail) implements StartPlan {}

    /** The fences that a partition goes by, of those of all shards: of the shards that it may hold, and of any other that has one in it. */
    static Map<Integer, Optional<ShardFence>> held(Map<Integer, Optional<ShardFence>> all, Set<Integer> shards) {
        Map<Integer, Optional<ShardFence>> held = new TreeMap<>(all);
        held.entrySet().removeIf(fence -> fence.getValue().isEmpty() && !shards.contains(fence.getKey()));
        return held;
    }

    /**
     * Decides where a partition begins.
     *
     * @param fences by shard; empty where there is none
     * @param anotherTopic whether shards have fences of a topic of the same name that is gone
     * @param liveSinceMillis the beginning of the oldest live day
     * @param backlogLimitMillis records received before then are too old to be applied: a live key may have expired between
     */
    static StartPlan decide(
            Map<Integer, Optional<ShardFence>> fences,
            boolean anotherTopic,
            PartitionLog log,
            long liveSinceMillis,
            long backlogLimitMillis) {
        if (anotherTopic) {
            return new Stop(
                    StopReason.OTHER_TOPIC,
                    "the counters belong to a topic of the same name that was deleted; they cannot go on with this"
                            + " one");
        }
        Map<Integer, ShardFence> known = new TreeMap<>();
        Set<Integer> missing = new TreeSet<>();
        fences.forEach((shard, fence) -> fence.ifPresentOrElse(at -> known.put(shard, at), () -> missing.add(shard)));

        for (Map.Entry<Integer, ShardFence> fence : known.entrySet()) {
            Optional<Stop> stop = unusable(fence.getKey(), fence.getValue().next(), log, backlogLimitMillis);
            if (stop.isPresent()) {
                return stop.get();
            }
        }
        return missing.isEmpty() ? new Resume(known) : begin(missing, log, liveSinceMillis);
    }

    /**
     * Finds what stops a partition that reads, looked at again and again: retention goes on while it does, logs are
     * cut, and a worker may fall behind.
     *
     * @param applied every shard had applied all records before this offset when the log was asked for its bounds; {@link
     *     PartitionRollup#UNKNOWN} when the partition had not been placed then, and placing it has looked at the backlog since
     * @param next the offset to read next
     * @param asOfMillis everything received up to then is applied
     */
    static Optional<Stop> underWay(
            long applied, long next, long asOfMillis, PartitionLog log, long backlogLimitMillis) {
        LogBounds bounds = log.bounds();
        if (applied > bounds.end()) {
            return Optional.of(new Stop(
                    StopReason.BEYOND_LOG,
                    "offset " + applied + " is applied, but the log ends at " + bounds.end()
                            + ": it was cut or replaced"));
        }
        if (next < bounds.begin()) {
            return Optional.of(new Stop(
                    StopReason.LOG_GONE,
                    "offset " + next + " is to be read next, but the log begins at " + bounds.begin()
                            + ": records were deleted unread"));
        }
        if (applied != PartitionRollup.UNKNOWN
                && asOfMillis < backlogLimitMillis
                && applied < bounds.end()
                && applied < log.offsetAt(backlogLimitMillis)) {
            return Optional.of(new Stop(
                    StopReason.BACKLOG_TOO_OLD,
                    "offset " + applied + " is not applied yet, and was received more than " + LiveWindow.BACKLOG_DAYS
                            + " days ago"));
        }
        return Optional.empty();
    }

    private static Optional<Stop> unusable(int shard, long fence, PartitionLog log, long backlogLimitMillis) {
        LogBounds bounds = log.bounds();
        String where = "the fence of shard " + shard + " stands at " + fence;
        Optional<LogBounds.Gap> gap = bounds.gapAt(fence);
        if (gap.isPresent()) {
            return gap.map(found -> new Stop(found.reason(), where + ", but " + found.detail()));
        }
        if (fence < bounds.end() && fence < log.offsetAt(backlogLimitMillis)) {
            return Optional.of(new Stop(
                    StopReason.BACKLOG_TOO_OLD,
                    where + ", and the records there are older than " + LiveWindow.BACKLOG_DAYS + " days"));
        }
        return Optional.empty();
    }

    private static StartPlan begin(Set<Integer> missing, PartitionLog log, long liveSinceMillis) {
        LogBounds bounds = log.bounds();
        long start = log.offsetAt(liveSinceMillis);
        if (bounds.begin() > 0 && start <= bounds.begin() && start < bounds.end()) {
            return new Stop(
                    StopReason.LOG_GONE,
                    "shards " + missing + " have no fence, and the log, which begins at " + bounds.begin()
                            + ", may no longer hold the whole live window");
        }
        return new Begin(missing, start, start == 0 ? 0 : liveSinceMillis);
    }
}
