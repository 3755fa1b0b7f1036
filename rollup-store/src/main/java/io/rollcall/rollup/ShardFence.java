package io.rollcall.rollup;

/**
 * The place where a shard stands in a partition of the log.
 *
 * @param next the next offset to apply
 * @param leaderEpoch of the record before {@code next}, -1 when not known
 * @param asOfMillis everything received up to then is in the counters; 0 when not known
 * @param partitions the fewest that put shards into this partition, as far as was known when that was noted; 0 when it was not
 */
public record ShardFence(int shard, FenceField field, long next, int leaderEpoch, long asOfMillis, int partitions) {
    /** One of which nothing is noted about partitions. */
    public ShardFence(int shard, FenceField field, long next, int leaderEpoch, long asOfMillis) {
        this(shard, field, next, leaderEpoch, asOfMillis, 0);
    }
}
