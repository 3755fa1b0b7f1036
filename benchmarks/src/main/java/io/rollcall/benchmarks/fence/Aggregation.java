package io.rollcall.benchmarks.fence;

import io.rollcall.rollup.ShardBatch.Increment;
import io.rollcall.rollup.ShardBatch.ProfileDay;
import io.rollcall.rollup.ShardBatch.SeenIn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One shard's events of a poll, added up as the worker adds them up. */
record Aggregation(int events, Map<ProfileDay, Increment> increments, Map<SeenIn, Set<Long>> seen) {
    /** The sums of a poll, by shard. */
    static Map<Integer, Aggregation> of(List<Event> poll) {
        Map<Integer, Sum> sums = new TreeMap<>();
        for (Event event : poll) {
            sums.computeIfAbsent(event.shard(), shard -> new Sum()).add(event);
        }
        Map<Integer, Aggregation> byShard = new TreeMap<>();
        sums.forEach((shard, sum) -> byShard.put(shard, new Aggregation(sum.events, sum.increments, sum.seen)));
        return byShard;
    }

    private static final class Sum {
        private final Map<ProfileDay, Increment> increments = new LinkedHashMap<>();
        private final Map<SeenIn, Set<Long>> seen = new HashMap<>();
        private int events;

        void add(Event event) {
            events++;
            increments.merge(
                    new ProfileDay(event.dt(), event.region(), event.profileId()),
                    new Increment(true, event.counters()),
                    Increment::plus);
            seen.computeIfAbsent(new SeenIn(event.slice(), event.region()), any -> new HashSet<>())
                    .add(event.profileId());
        }
    }
}
