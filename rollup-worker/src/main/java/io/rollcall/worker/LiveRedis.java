package io.rollcall.worker;

import io.rollcall.rollup.KeyLife;
import io.rollcall.rollup.RedisShards;
import io.rollcall.rollup.RollupWriter;
import io.rollcall.rollup.quarkus.LiveRedisConfig;
import jakarta.enterprise.context.ApplicationScoped;

/** The worker's own connection to the live counters. */
@ApplicationScoped
class LiveRedis {
    private final RedisShards shards;
    private final RollupWriter writer;
    private final boolean requirePersistence;

    LiveRedis(RedisShards shards, LiveRedisConfig redis, WorkerConfig worker) {
        this.shards = shards;
        writer = new RollupWriter(shards, KeyLife.forDailyProfiles(worker.expectedDailyProfiles()));
        requirePersistence = redis.requirePersistence();
    }

    RollupWriter writer() {
        return writer;
    }

    /**
     * Refuses a Redis that may drop counters, and, where that is demanded, one that forgets them at a restart. Asked at
     * every placing and now and then while all goes well: a failover may have brought a server with other settings, and somebody
     * may change them under way.
     *
     * @throws io.rollcall.rollup.UnsafeRedisException when it may
     * @throws io.rollcall.rollup.RedisUnavailableException when it does not answer
     */
    void requireSafe() {
        shards.requireNoEviction();
        if (requirePersistence) {
            shards.requirePersistence();
        }
    }
}
