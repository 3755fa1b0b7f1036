package io.rollcall.lakehouse;

import io.rollcall.rollup.FencedReader;
import io.rollcall.rollup.LiveEraser;
import io.rollcall.rollup.LiveReader;
import io.rollcall.rollup.LiveRestore;
import io.rollcall.rollup.RedisShards;
import jakarta.enterprise.context.ApplicationScoped;

/** The service's own connection to the live counters; made when it is first needed. */
@ApplicationScoped
public class LiveRedis {
    private final RedisShards shards;

    LiveRedis(RedisShards shards) {
        this.shards = shards;
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

    /** A reader of the counters alone. */
    public LiveReader counters() {
        return new LiveReader(shards);
    }

    public LiveEraser eraser() {
        return new LiveEraser(shards);
    }
}
