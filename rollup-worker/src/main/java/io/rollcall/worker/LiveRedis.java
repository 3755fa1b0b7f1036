package io.rollcall.worker;

import io.rollcall.rollup.RedisSettings;
import io.rollcall.rollup.RedisShards;
import io.rollcall.rollup.Retention;
import io.rollcall.rollup.RollupWriter;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

/** The worker's own connection to the live counters. */
@ApplicationScoped
class LiveRedis {
    private final RedisShards shards;
    private final RollupWriter writer;
    private volatile boolean checked;

    LiveRedis(Vertx vertx, RedisConfig redis, WorkerConfig worker) {
        shards = new RedisShards(vertx, new RedisSettings(redis.hosts(), redis.timeout()));
        writer = new RollupWriter(shards, Retention.forDailyProfiles(worker.expectedDailyProfiles()));
    }

    RollupWriter writer() {
        return writer;
    }

    /**
     * Refuses, once, a Redis that may drop counters.
     *
     * @throws IllegalStateException when it may
     * @throws io.rollcall.rollup.RedisUnavailableException when it does not answer
     */
    void requireNoEviction() {
        if (!checked) {
            shards.requireNoEviction();
            checked = true;
        }
    }

    @PreDestroy
    void close() {
        shards.close();
    }
}
