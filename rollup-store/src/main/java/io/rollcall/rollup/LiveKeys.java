package io.rollcall.rollup;

import io.rollcall.event.Shards;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The names of the live keys; documented for operators in {@code docs/reference/redis-keys.md}. All keys of a shard carry
 * the hash tag {@code {sNN}}, so that a shard lies in one slot of a Redis Cluster.
 */
final class LiveKeys {
    /** Made once: a batch names a key for each of its profiles. */
    private static final List<String> PREFIXES = IntStream.range(0, Shards.COUNT)
            .mapToObj(shard -> String.format(Locale.ROOT, "{s%02d}:", shard))
            .toList();

    private LiveKeys() {}

    /** The beginning of a shard's keys, {@code {s07}:}. The script builds the keys it writes from it. */
    static String prefix(int shard) {
        return PREFIXES.get(shard);
    }

    /** Hash: where each partition of the shard stands. */
    static String fence(int shard) {
        return prefix(shard) + "fence";
    }

    /** A key that never exists; see apply.lua. */
    static String probe(int shard) {
        return prefix(shard) + "probe";
    }

    /** Hash: records by what became of them, per partition. */
    static String ledger(int shard) {
        return prefix(shard) + "ledger";
    }

    /** Hash: region to the newest dt on which it had an active profile. */
    static String restored(int shard) {
        return prefix(shard) + "restored";
    }

    static String regions(int shard) {
        return prefix(shard) + "regions";
    }

    /** Hash: a day's counters per region. */
    static String day(int shard, LocalDate dt) {
        return prefix(shard) + "day:" + dt;
    }

    /** Hash: a day's counters per profile, a bucket of them. */
    static String engagement(int shard, LocalDate dt, long bucket) {
        return prefix(shard) + "eng:" + dt + ":" + bucket;
    }

    /**
     * The pattern of what {@link #engagement} names of all days and buckets of a shard; the braces mean themselves to
     * Redis.
     */
    static String engagements(int shard) {
        return prefix(shard) + "eng:*";
    }

    /** Before the names of what a run puts aside of a day, until it takes the day's place. */
    static String staged(int shard, String run, LocalDate dt) {
        return prefix(shard) + "staged:" + run + ":" + dt + ":";
    }

    /** HyperLogLog: the profiles active on a day in a region, or in {@code *}. */
    static String sketch(int shard, LocalDate dt, String region) {
        return prefix(shard) + "hll:" + dt + ":" + region;
    }

    /** HyperLogLog: the profiles of whose activity on a day an event came too late to be counted. */
    static String late(int shard, LocalDate dt, String region) {
        return prefix(shard) + "late:" + dt + ":" + region;
    }

    /** Hash: region to the newest day of which an event came too late. */
    static String lateRegions(int shard) {
        return prefix(shard) + "late";
    }

    /** Set: the regions in which a profile was seen in a slice of {@link NowWindow}. */
    static String slice(int shard, long slice) {
        return prefix(shard) + "now:" + slice;
    }

    /** HyperLogLog: the profiles seen in a slice in a region; in all of them is the union. */
    static String slice(int shard, long slice, String region) {
        return slice(shard, slice) + ":" + region;
    }
}
