package io.rollcall.benchmarks.fence;

import io.rollcall.rollup.Counters;
import io.rollcall.rollup.ShardBatch.Increment;
import io.rollcall.rollup.ShardBatch.ProfileDay;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Added up like Rollcall's, then plain commands without the fence and without looking for first appearances. */
final class AggregatedWay implements Way {
    private final PlainRedis redis;
    private final int buckets;

    AggregatedWay(PlainRedis redis, int buckets) {
        this.redis = redis;
        this.buckets = buckets;
    }

    @Override
    public String name() {
        return "added up, no fence";
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
        Aggregation.of(poll).forEach((shard, sum) -> {
            profiles(increments, shard, sum.increments());
            regions(increments, shard, sum.increments());
            sum.seen().forEach((where, profiles) -> increments.seen(shard, where.slice(), where.region(), profiles));
        });
        redis.pipeline(increments.commands());
    }

    private void profiles(Increments increments, int shard, Map<ProfileDay, Increment> sums) {
        sums.forEach((who, by) ->
                increments.profile(shard, who.dt(), who.region(), who.profileId(), buckets, by.counters()));
    }

    private static void regions(Increments increments, int shard, Map<ProfileDay, Increment> sums) {
        Map<String, Counters> counters = new TreeMap<>();
        Map<String, Set<Long>> active = new TreeMap<>();
        sums.forEach((who, by) -> Increments.bothOf(who.region()).forEach(region -> {
            counters.merge(region, by.counters(), Counters::plus);
            active.computeIfAbsent(region, any -> new HashSet<>()).add(who.profileId());
        }));
        counters.forEach((region, by) -> increments.day(shard, Workload.DT, region, by));
        active.forEach((region, profiles) -> increments.active(shard, Workload.DT, region, profiles));
    }
}
