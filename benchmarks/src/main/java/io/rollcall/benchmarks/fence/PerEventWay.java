package io.rollcall.benchmarks.fence;

import java.util.List;

/** The same counters and sketches, by plain commands for each event, pipelined. */
final class PerEventWay implements Way {
    private final PlainRedis redis;
    private final int buckets;

    PerEventWay(PlainRedis redis, int buckets) {
        this.redis = redis;
        this.buckets = buckets;
    }

    @Override
    public String name() {
        return "each event, all counters";
    }

    @Override
    public String promise() {
        return "counts again after a crash, DAU by HLL";
    }

    @Override
    public void begin() {
        // An empty Redis is all it needs.
    }

    @Override
    public void apply(List<Event> poll) {
        Increments increments = new Increments();
        for (Event event : poll) {
            add(increments, event);
        }
        redis.pipeline(increments.commands());
    }

    private void add(Increments increments, Event event) {
        List<Long> profile = List.of(event.profileId());
        increments.profile(event.shard(), event.dt(), event.region(), event.profileId(), buckets, event.counters());
        for (String region : Increments.bothOf(event.region())) {
            increments.day(event.shard(), event.dt(), region, event.counters());
            increments.active(event.shard(), event.dt(), region, profile);
        }
        increments.seen(event.shard(), event.slice(), event.region(), profile);
    }
}
