package io.rollcall.rollup;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/**
 * Everything that one atomic call changes: the records of one shard in one stretch of one partition, aggregated. What it
 * holds is a function of the log between {@code expected} and {@code next} and of nothing else; so a call that is sent
 * twice, late, or by a worker that has lost its partition does no harm.
 *
 * @param shard 0..63
 * @param field the partition
 * @param expected the fence at which the stretch begins
 * @param next the fence at which it ends: the offset after its last record
 * @param leaderEpoch of the partition's record before {@code next}, of whichever shard it is; -1 when not known
 * @param asOfMillis everything received up to then is counted once this is applied; 0 leaves what stands
 * @param ledger what became of the records
 * @param increments by dt, region and profile
 * @param seen profiles by the slice of {@link NowWindow} in which they were received, and region
 * @param late profiles of whose activity an event came too late to be counted, by dt and region
 */
public record ShardBatch(
        int shard,
        FenceField field,
        long expected,
        long next,
        int leaderEpoch,
        long asOfMillis,
        Ledger ledger,
        Map<ProfileDay, Increment> increments,
        Map<SeenIn, Set<Long>> seen,
        Map<LateOn, Set<Long>> late) {

    /** The day, the region and the profile whose counters they are. */
    public record ProfileDay(LocalDate dt, String region, long profileId) {}

    /** The amount by which counters grow, and whether one of the events was activity. */
    public record Increment(boolean active, Counters counters) {
        public Increment plus(Increment other) {
            return new Increment(active || other.active, counters.plus(other.counters));
        }
    }

    /** A slice of {@link NowWindow} and a region. */
    public record SeenIn(long slice, String region) {}

    /** A day that was no longer live, and a region. */
    public record LateOn(LocalDate dt, String region) {}

    public ShardBatch {
        if (next < expected) {
            throw new IllegalArgumentException("a batch from " + expected + " cannot end at " + next);
        }
    }
}
