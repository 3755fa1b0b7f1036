package io.rollcall.benchmarks.fence;

import io.rollcall.event.Shards;
import java.time.LocalDate;
import java.util.Locale;

/** Keys of the same form and number as the live ones, for the ways that do without the fence. */
final class LiveNames {
    private LiveNames() {}

    static String day(int shard, LocalDate dt) {
        return tag(shard) + "day:" + dt;
    }

    static String sketch(int shard, LocalDate dt, String region) {
        return tag(shard) + "hll:" + dt + ":" + region;
    }

    static String slice(int shard, long slice, String region) {
        return tag(shard) + "now:" + slice + ":" + region;
    }

    static String engagement(int shard, LocalDate dt, long profileId, int buckets) {
        return tag(shard) + "eng:" + dt + ":" + Shards.bucketHash(profileId) % buckets;
    }

    private static String tag(int shard) {
        return String.format(Locale.ROOT, "{s%02d}:", shard);
    }
}
