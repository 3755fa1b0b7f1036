package io.rollcall.event;

/**
 * Says in which shard a profile's counters live. The number of shards is fixed for the life of a deployment; a Kafka
 * partition holds every shard that is congruent to it, so partitions can grow to a multiple without moving a shard's
 * counters.
 */
public final class Shards {
    /** Shards of a deployment. */
    public static final int COUNT = 64;

    private static final int SHARD_BITS = Integer.numberOfTrailingZeros(COUNT);

    private Shards() {}

    /** The profile's shard, 0..63: the top bits of its mixed id. */
    public static int shardOf(long profileId) {
        return (int) (mix(profileId) >>> (Long.SIZE - SHARD_BITS));
    }

    /** A non-negative hash that is independent of the shard, for spreading a shard's profiles over buckets. */
    public static int bucketHash(long profileId) {
        return (int) (mix(profileId) & Integer.MAX_VALUE);
    }

    /** The Kafka partition of a shard. */
    public static int partitionOf(int shard, int partitions) {
        return shard % partitions;
    }

    /** Refuses a number of partitions over which the shards would not spread evenly. */
    public static void requireDivisor(int partitions) {
        if (partitions < 1 || COUNT % partitions != 0) {
            throw new UnevenPartitionsException("the topic " + Topics.APP_EVENTS + " has " + partitions
                    + " partitions; it needs a number that divides " + COUNT + ": 1, 2, 4, 8, 16, 32 or 64");
        }
    }

    /**
     * The finalizer of SplitMix64 (Stafford's variant 13): every input bit moves every output bit. It is not the hash
     * inside Redis's HyperLogLog (MurmurHash64A); with the same one, a shard's sketches would see only a slice of its range.
     */
    private static long mix(long profileId) {
        long z = profileId + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
