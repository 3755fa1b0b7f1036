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
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads live figures for whoever holds them against the exact ones: counters together with the fences, and windows as they are
 * served. Throws {@link RedisUnavailableException} when Redis does not answer.
 */
public final class FencedReader {
    /** One script, so that no batch is applied between the fence and the counters. All keys are of one shard, and so of one slot. */
    private static final String SCRIPT =
            "local all = {} for i, key in ipairs(KEYS) do all[i] = redis.call('HGETALL', key) end return all";

    private final RedisShards shards;
    private final LiveReader reader;

    public FencedReader(RedisShards shards) {
        this.shards = shards;
        this.reader = new LiveReader(shards);
    }

    /** The counters of days with the fences they belong to. */
    public FencedDays days(Collection<LocalDate> days) {
        List<LocalDate> order = List.copyOf(days);
        List<@Nullable Response> replies = shards.replies(IntStream.range(0, Shards.COUNT)
                .mapToObj(shard -> new RedisShards.Call(shard, script(shard, order)))
                .toList());
        Freshness worst = new Freshness(Long.MAX_VALUE, 0);
        List<ShardFence> fences = new ArrayList<>();
        Map<LocalDate, Map<String, DayCounters>> counters = new TreeMap<>();
        order.forEach(dt -> counters.put(dt, new TreeMap<>()));
        for (int shard = 0; shard < replies.size(); shard++) {
            Response reply = replies.get(shard);
            if (reply == null || reply.size() != order.size() + 1) {
                throw new RedisUnavailableException("Redis answered nothing where a value is certain");
            }
            Map<String, String> fence = Replies.pairs(reply.get(0));
            worst = worst.worse(FenceText.freshness(fence));
            fences.addAll(FenceText.fences(shard, fence));
            for (int i = 0; i < order.size(); i++) {
                Map<String, DayCounters> sums = counters.getOrDefault(order.get(i), Map.of());
                DayText.parse(Replies.pairs(reply.get(i + 1)))
                        .forEach((region, one) -> sums.merge(region, one, DayCounters::plus));
            }
        }
        return new FencedDays(worst, counters, fences);
    }

    /** Says how much of each of some days came too late; nothing where nothing did. */
    public Map<LocalDate, LateShare> lateShares(LocalDate from, LocalDate to) {
        return reader.lateShares(from, to);
    }

    private static Request script(int shard, List<LocalDate> days) {
        Request script =
                Request.cmd(Command.EVAL).arg(SCRIPT).arg(days.size() + 1).arg(LiveKeys.fence(shard));
        days.forEach(dt -> script.arg(LiveKeys.day(shard, dt)));
        return script;
    }

    /**
     * Distinct profiles active from one day to another, both included, by region, {@code *} included.
     *
     * @param read the window's days that are counted exactly, its last one among them, and maybe others
     */
    public Map<String, Estimate> window(LocalDate first, LocalDate last, FencedDays read) {
        List<String> regions = Stream.concat(Stream.of(Regions.ALL), reader.regionsSince(first).stream())
                .toList();
        LocalDate firstCounted = read.days().keySet().stream()
                .min(LocalDate::compareTo)
                .orElseThrow(() -> new IllegalArgumentException("no day is counted exactly"));
        SketchedWindow whole = reader.window(regions, first, last);
        return whole.reached(WindowEstimate.of(
                first, last, firstCounted, whole.estimates(), new WindowEstimate.Parts() {
                    @Override
                    public Map<String, Estimate> sketched(LocalDate from, LocalDate to) {
                        return reader.window(regions, from, to).estimates();
                    }

                    @Override
                    public Map<String, Estimate> counted(LocalDate dt) {
                        return read.actives(dt);
                    }
                }));
    }
}
