package io.rollcall.rollup;

import io.rollcall.event.Regions;
import io.rollcall.event.Shards;
import io.rollcall.rollup.ShardBatch.Increment;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One shard of a day that is being restored: its sums, and the profiles that were not sent yet. Holds some hundred
 * profiles and a sum a region, however large the day is. For one thread.
 */
final class StagedShard {
    /** One profile's place and text. */
    private record Profile(long bucket, long profileId, String packed) {}

    private final int buckets;
    private final Map<String, DayCounters> sums = new TreeMap<>();
    private final Set<Long> usedBuckets = new TreeSet<>();
    private final Set<String> activeRegions = new TreeSet<>();
    private final List<Profile> profiles = new ArrayList<>();
    private final Map<String, List<Long>> actives = new TreeMap<>();
    private int waiting;

    StagedShard(int buckets) {
        this.buckets = buckets;
    }

    void add(long profileId, Map<String, Increment> regions) {
        boolean active = false;
        Counters all = Counters.ZERO;
        for (Map.Entry<String, Increment> region : regions.entrySet()) {
            Increment of = region.getValue();
            sum(region.getKey(), of);
            all = all.plus(of.counters());
            active |= of.active();
            if (of.active()) {
                sketch(region.getKey(), profileId);
            }
        }
        sum(Regions.ALL, new Increment(active, all));
        if (active) {
            sketch(Regions.ALL, profileId);
        }
        profiles.add(new Profile(Shards.bucketHash(profileId) % buckets, profileId, ProfileText.pack(regions)));
        waiting++;
    }

    private void sum(String region, Increment of) {
        sums.merge(region, new DayCounters(of.active() ? 1 : 0, of.counters()), DayCounters::plus);
    }

    private void sketch(String region, long profileId) {
        actives.computeIfAbsent(region, any -> new ArrayList<>()).add(profileId);
    }

    /** Profiles that were not sent yet. */
    int waiting() {
        return waiting;
    }

    /** The arguments of stage.lua behind its second; nothing waits afterwards. */
    void drainInto(Request call, CountersLife counters) {
        if (counters == CountersLife.OVER) {
            profiles.clear();
        }
        call.arg(profiles.size());
        for (Profile profile : profiles) {
            usedBuckets.add(profile.bucket());
            call.arg(profile.bucket()).arg(Long.toString(profile.profileId())).arg(profile.packed());
        }
        call.arg(actives.size());
        actives.forEach((region, of) -> {
            activeRegions.add(region);
            call.arg(region).arg(of.size());
            of.forEach(profile -> call.arg(Long.toString(profile)));
        });
        profiles.clear();
        actives.clear();
        waiting = 0;
    }

    /** Says whether a day's counters are restored beside its sketches. */
    enum CountersLife {
        LASTING,
        OVER
    }

    /** The arguments of restore.lua behind its eighth. */
    void contentsInto(Request call) {
        Map<String, Long> fields = DayText.fields(sums);
        call.arg(fields.size());
        fields.forEach((field, value) -> call.arg(field).arg(Long.toString(value)));
        call.arg(usedBuckets.size());
        usedBuckets.forEach(bucket -> call.arg(Long.toString(bucket)));
        call.arg(activeRegions.size());
        activeRegions.forEach(call::arg);
    }
}
