package io.rollcall.rollup;

import io.rollcall.event.Regions;
import io.rollcall.event.Shards;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the live counters. Every method asks all shards, or the one of a profile, in one pipelined round, blocks until
 * the answers are there, and throws {@link RedisUnavailableException} when they are not. Safe for many threads.
 */
public final class LiveReader {
    private static final String BUCKETS = "#buckets";
    private static final String LAST_RESTORE = "#last";

    /** Sketches that one round may touch, so that it ends within the timeout also where every one of them is dense (0.1 ms each). */
    private static final int SKETCHES_A_ROUND = 8_192;

    private static final String SEEN = ScriptText.of("now.lua");
    private static final String COUNTS = ScriptText.of("counts.lua");

    private final RedisShards shards;

    public LiveReader(RedisShards shards) {
        this.shards = shards;
    }

    /** Says what the counters cover, over all shards. */
    public Freshness freshness() {
        Freshness worst = new Freshness(Long.MAX_VALUE, 0);
        for (Response fence : allShards(shard -> Request.cmd(Command.HGETALL).arg(LiveKeys.fence(shard)))) {
            Freshness one = FenceText.freshness(Replies.pairs(fence));
            worst = new Freshness(
                    Math.min(worst.asOfMillis(), one.asOfMillis()), Math.max(worst.sinceMillis(), one.sinceMillis()));
        }
        return worst;
    }

    /** Records by what became of them since the log's beginning, over all shards. */
    public Ledger ledger() {
        return allShards(shard -> Request.cmd(Command.HGETALL).arg(LiveKeys.ledger(shard))).stream()
                .map(reply -> FenceText.ledger(Replies.pairs(reply)))
                .reduce(Ledger.NOTHING, Ledger::plus);
    }

    /** A day's counters by region, {@code *} included; empty when the day has none (or has them no longer). */
    public Map<String, DayCounters> day(LocalDate dt) {
        Map<String, DayCounters> sums = new TreeMap<>();
        for (Response reply : allShards(shard -> Request.cmd(Command.HGETALL).arg(LiveKeys.day(shard, dt)))) {
            DayText.parse(Replies.pairs(reply))
                    .forEach((region, counters) -> sums.merge(region, counters, DayCounters::plus));
        }
        return sums;
    }

    /** The restoring of days that ended last, over all shards; empty when there was none within a day. */
    public String lastRestore() {
        Response run =
                one(0, Request.cmd(Command.HGET).arg(LiveKeys.restored(0)).arg(LAST_RESTORE));
        return run == null ? "" : run.toString();
    }

    /** A profile's counters on a day, by region; empty when it was not seen. */
    public Map<String, Counters> profile(long profileId, LocalDate dt) {
        int shard = Shards.shardOf(profileId);
        Response buckets = one(
                shard, Request.cmd(Command.HGET).arg(LiveKeys.day(shard, dt)).arg(BUCKETS));
        if (buckets == null) {
            return Map.of();
        }
        String key = LiveKeys.engagement(shard, dt, Shards.bucketHash(profileId) % buckets.toLong());
        Response packed = one(shard, Request.cmd(Command.HGET).arg(key).arg(Long.toString(profileId)));
        return packed == null ? Map.of() : ProfileText.parse(packed.toString());
    }

    /** The regions with an active profile on or after a day, {@code *} not among them. */
    public List<String> regionsSince(LocalDate dt) {
        return regionsSince(LiveKeys::regions, dt);
    }

    /** The regions, {@code *} among them, of which somebody came too late to be counted on or after a day. */
    public Set<String> lateSince(LocalDate dt) {
        return Set.copyOf(regionsSince(LiveKeys::lateRegions, dt));
    }

    private List<String> regionsSince(IntFunction<String> key, LocalDate dt) {
        return allShards(shard -> Request.cmd(Command.HGETALL).arg(key.apply(shard))).stream()
                .flatMap(reply -> Replies.pairs(reply).entrySet().stream())
                .filter(region -> region.getValue().compareTo(dt.toString()) >= 0)
                .map(Map.Entry::getKey)
                .distinct()
                .sorted()
                .toList();
    }

    /** Says which of some days have a sketch: nobody was active on the others, not even too late. */
    public Set<LocalDate> sketched(List<LocalDate> days) {
        List<RedisShards.Call> calls = new ArrayList<>(days.size() * Shards.COUNT);
        for (LocalDate dt : days) {
            for (int shard = 0; shard < Shards.COUNT; shard++) {
                calls.add(new RedisShards.Call(
                        shard,
                        Request.cmd(Command.EXISTS)
                                .arg(LiveKeys.sketch(shard, dt, Regions.ALL))
                                .arg(LiveKeys.late(shard, dt, Regions.ALL))));
            }
        }
        List<Response> replies = present(calls);
        Set<LocalDate> found = new TreeSet<>();
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i).toLong() > 0) {
                found.add(days.get(i / Shards.COUNT));
            }
        }
        return found;
    }

    /** Distinct profiles active in a region, or in {@code *}, from one day to another, both included. */
    public DistinctCount distinct(String region, LocalDate from, LocalDate to) {
        return count(shard -> from.datesUntil(to.plusDays(1))
                .map(dt -> LiveKeys.sketch(shard, dt, region))
                .toList());
    }

    /**
     * Distinct profiles with an event received in a window, by region and in {@code *}. A region that is not named had none.
     * Every shard is read at once, and the total is the union of the regions' sketches: it is never below one of them, nor above
     * their sum, but by the error of a sketch.
     */
    public Map<String, DistinctCount> seen(NowWindow window) {
        Map<String, DistinctCount> counts = new TreeMap<>();
        allShards(shard -> Request.cmd(Command.EVAL)
                        .arg(SEEN)
                        .arg(2)
                        .arg(LiveKeys.fence(shard))
                        .arg(LiveKeys.probe(shard))
                        .arg(LiveKeys.prefix(shard))
                        .arg(window.first())
                        .arg(window.last()))
                .forEach(reply -> {
                    for (int i = 0; i < reply.size(); i += 2) {
                        counts.merge(
                                reply.get(i).toString(),
                                DistinctCount.ofShard(reply.get(i + 1).toLong()),
                                DistinctCount::plus);
                    }
                });
        return counts;
    }

    /** {@link #distinct(String, LocalDate, LocalDate)} of many regions, in as few rounds as are sure to end in time. */
    public Map<String, DistinctCount> distinct(Collection<String> regions, LocalDate from, LocalDate to) {
        List<LocalDate> days = from.datesUntil(to.plusDays(1)).toList();
        return counts(
                regions,
                days.size(),
                (shard, region) -> days.stream()
                        .map(dt -> LiveKeys.sketch(shard, dt, region))
                        .toList());
    }

    /** A window of many regions, with those whose activity came too late to be counted. */
    public SketchedWindow window(Collection<String> regions, LocalDate from, LocalDate to) {
        // What was counted first: who is restored between the two readings is in both, or in the second.
        Map<String, DistinctCount> counted = distinct(regions, from, to);
        Set<String> late = lateSince(from);
        List<LocalDate> days = from.datesUntil(to.plusDays(1)).toList();
        return new SketchedWindow(
                counted,
                counts(
                        regions.stream().filter(late::contains).toList(),
                        2 * days.size(),
                        (shard, region) -> days.stream()
                                .flatMap(dt ->
                                        Stream.of(LiveKeys.sketch(shard, dt, region), LiveKeys.late(shard, dt, region)))
                                .toList()));
    }

    /** Says how much of each of some days came too late; nothing where nothing did. */
    public Map<LocalDate, LateShare> lateShares(LocalDate from, LocalDate to) {
        return lateSince(from).contains(Regions.ALL)
                ? from.datesUntil(to.plusDays(1)).collect(Collectors.toMap(dt -> dt, this::lateShare))
                : Map.of();
    }

    private LateShare lateShare(LocalDate dt) {
        return new LateShare(
                distinct(Regions.ALL, dt, dt).count(),
                count(shard -> List.of(LiveKeys.late(shard, dt, Regions.ALL))).count());
    }

    private Map<String, DistinctCount> counts(
            Collection<String> regions, int sketchesACount, BiFunction<Integer, String, List<String>> sketches) {
        int regionsARound = Math.max(1, SKETCHES_A_ROUND / (Shards.COUNT * sketchesACount));
        List<String> order = List.copyOf(regions);
        Map<String, DistinctCount> counts = new TreeMap<>();
        for (int from = 0; from < order.size(); from += regionsARound) {
            List<String> round = order.subList(from, Math.min(from + regionsARound, order.size()));
            round(round, sketchesACount, sketches)
                    .forEach((region, count) -> counts.merge(region, count, DistinctCount::plus));
        }
        return counts;
    }

    /** One call a shard, whatever the number of regions. */
    private Map<String, DistinctCount> round(
            List<String> regions, int sketchesACount, BiFunction<Integer, String, List<String>> sketches) {
        Map<String, DistinctCount> counts = new TreeMap<>();
        allShards(shard -> {
                    Request count = Request.cmd(Command.EVAL).arg(COUNTS).arg(regions.size() * sketchesACount);
                    regions.forEach(region -> sketches.apply(shard, region).forEach(count::arg));
                    return count.arg(sketchesACount);
                })
                .forEach(reply -> {
                    for (int i = 0; i < reply.size(); i++) {
                        counts.merge(
                                regions.get(i),
                                DistinctCount.ofShard(reply.get(i).toLong()),
                                DistinctCount::plus);
                    }
                });
        return counts;
    }

    private DistinctCount count(IntFunction<List<String>> sketches) {
        return allShards(shard -> {
                    Request count = Request.cmd(Command.PFCOUNT);
                    sketches.apply(shard).forEach(count::arg);
                    return count;
                })
                .stream()
                .map(reply -> DistinctCount.ofShard(reply.toLong()))
                .reduce(DistinctCount.ZERO, DistinctCount::plus);
    }

    private List<Response> allShards(IntFunction<Request> request) {
        return present(IntStream.range(0, Shards.COUNT)
                .mapToObj(shard -> new RedisShards.Call(shard, request.apply(shard)))
                .toList());
    }

    /** The replies of calls that always have one. */
    private List<Response> present(List<RedisShards.Call> calls) {
        List<Response> replies = new ArrayList<>(calls.size());
        for (Response reply : shards.replies(calls)) {
            if (reply == null) {
                throw new RedisUnavailableException("Redis answered nothing where a value is certain");
            }
            replies.add(reply);
        }
        return replies;
    }

    private @Nullable Response one(int shard, Request request) {
        return shards.replies(List.of(new RedisShards.Call(shard, request))).get(0);
    }
}
