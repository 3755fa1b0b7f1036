package io.rollcall.benchmarks.fence;

import java.util.List;

/** The least that shows active users: one PFADD and one HINCRBY an event, pipelined. */
final class TwoCommandsWay implements Way {
    private final PlainRedis redis;

    TwoCommandsWay(PlainRedis redis) {
        this.redis = redis;
    }

    @Override
    public String name() {
        return "each event, PFADD + HINCRBY";
    }

    @Override
    public String promise() {
        return "counts again after a crash, DAU by HLL, no profiles, one counter";
    }

    @Override
    public void begin() {
        // An empty Redis is all it needs.
    }

    @Override
    public void apply(List<Event> poll) {
        Increments increments = new Increments();
        for (Event event : poll) {
            increments.active(event.shard(), event.dt(), event.region(), List.of(event.profileId()));
            increments.count(LiveNames.day(event.shard(), event.dt()), event.region() + ":events", 1);
        }
        redis.pipeline(increments.commands());
    }
}
