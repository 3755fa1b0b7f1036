package io.rollcall.lakehouse;

import io.rollcall.rollup.FencedReader;
import io.rollcall.rollup.LiveEraser;
import io.rollcall.rollup.LiveRestore;
import io.rollcall.rollup.RedisSettings;
import io.rollcall.rollup.RedisShards;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

/** The service's own connection to the live counters; made when it is first needed. */
@ApplicationScoped
public class LiveRedis {
    private final RedisShards shards;

    LiveRedis(Vertx vertx, RedisConfig config) {
        shards = new RedisShards(vertx, new RedisSettings(config.hosts(), config.timeout()));
    }

    /**
     * A restoring, which may take several days.
     *
     * @param run names the run; no two have the same name
     */
    public LiveRestore restore(String run) {
        return new LiveRestore(shards, run);
    }

    /** Reads days with the fences they belong to. */
    public FencedReader reader() {
        return new FencedReader(shards);
    }

    public LiveEraser eraser() {
        return new LiveEraser(shards);
    }

    @PreDestroy
    void close() {
        shards.close();
    }
}
