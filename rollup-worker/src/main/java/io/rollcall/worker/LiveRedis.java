package io.rollcall.worker;

import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.KeyLife;
import io.rollcall.rollup.RedisShards;
import io.rollcall.rollup.RollupWriter;
import io.rollcall.rollup.ShardBatch;
import io.rollcall.rollup.ShardFence;
import io.rollcall.rollup.quarkus.LiveRedisConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The worker's own connection to the live counters. */
@ApplicationScoped
class LiveRedis implements LiveCounters {
    private final RedisShards shards;
    private final RollupWriter writer;
    private final boolean requirePersistence;

    LiveRedis(RedisShards shards, LiveRedisConfig redis, WorkerConfig worker) {
        this.shards = shards;
        writer = new RollupWriter(shards, KeyLife.forDailyProfiles(worker.expectedDailyProfiles()));
        requirePersistence = redis.requirePersistence();
    }

    @Override
    public Map<Integer, Optional<ShardFence>> fences(FenceField field, Collection<Integer> shards) {
        return writer.fences(field, shards);
    }

    @Override
    public Map<Integer, Optional<ShardFence>> fencesWithinReach(FenceField field, Collection<Integer> shards) {
        return writer.fencesWithinReach(field, shards);
    }

    @Override
    public boolean knowsAnotherTopic(FenceField field, Collection<Integer> shards) {
        return writer.knowsAnotherTopic(field, shards);
    }

    @Override
    public List<FenceReply> begin(
            FenceField field, Collection<Integer> missing, long start, long sinceMillis, int partitions) {
        return writer.begin(field, missing, start, sinceMillis, partitions);
    }

    @Override
    public void note(FenceField field, Collection<Integer> shards, int partitions) {
        writer.note(field, shards, partitions);
    }

    @Override
    public List<FenceReply> apply(List<ShardBatch> batches) {
        return writer.apply(batches);
    }

    /**
     * Refuses a Redis that may drop counters, and, where that is demanded, one that forgets them at a restart. Asked at
     * every placing and now and then while all goes well: a failover may have brought a server with other settings, and somebody
     * may change them under way.
     *
     * @throws io.rollcall.rollup.UnsafeRedisException when it may
     * @throws io.rollcall.rollup.RedisUnavailableException when it does not answer
     */
    @Override
    public void requireSafe(Collection<Integer> of) {
        shards.requireNoEviction(of);
        if (requirePersistence) {
            shards.requirePersistence(of);
        }
    }
}
