package io.rollcall.rollup;

import io.rollcall.event.Shards;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts days back that the log no longer holds. One object for each run; what it does may be done again.
 *
 * <p>Days first, by {@link #day}, then {@link #completeSince}: the mark that decides what is served moves last, and only
 * where Redis still holds every day that this run has put there.
 */
public final class LiveRestore {
    private static final String COMPLETE = ScriptText.of("complete.lua");

    private final RedisShards shards;
    private final String run;

    /** @param run names the run; no two have the same name */
    public LiveRestore(RedisShards shards, String run) {
        this.shards = shards;
        this.run = run;
    }

    /**
     * Says what each shard covers, by its number.
     *
     * @throws RedisUnavailableException when Redis does not answer
     */
    public Map<Integer, Freshness> coverage() {
        List<@Nullable Response> fences = shards.replies(IntStream.range(0, Shards.COUNT)
                .mapToObj(shard ->
                        new RedisShards.Call(shard, Request.cmd(Command.HGETALL).arg(LiveKeys.fence(shard))))
                .toList());
        Map<Integer, Freshness> coverage = new TreeMap<>();
        for (int shard = 0; shard < fences.size(); shard++) {
            coverage.put(shard, FenceText.freshness(Replies.pairs(fences.get(shard))));
        }
        return coverage;
    }

    /**
     * Begins to restore a day in some shards.
     *
     * @param profiles about how many the day has, over all shards
     * @param now decides how long the day's keys have left to live
     */
    public DayRestore day(LocalDate dt, Collection<Integer> in, long profiles, Instant now) {
        return new DayRestore(shards, run, dt, in, KeyLife.forDailyProfiles(profiles), now);
    }

    /**
     * Says that a shard is complete from the beginning of a day on, if it is not from earlier on.
     *
     * @param restored the days of this run in the shard
     * @throws RestoreRefusedException when Redis has lost one of them since
     * @throws RedisUnavailableException when Redis does not answer
     */
    public void completeSince(int shard, LocalDate first, Collection<LocalDate> restored) {
        Request call = Request.cmd(Command.EVAL)
                .arg(COMPLETE)
                .arg(2)
                .arg(LiveKeys.fence(shard))
                .arg(LiveKeys.probe(shard))
                .arg(LiveKeys.prefix(shard))
                .arg(run)
                .arg(first.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
        restored.forEach(dt -> call.arg(dt.toString()));
        Response reply =
                shards.replies(List.of(new RedisShards.Call(shard, call))).get(0);
        if (reply == null || reply.toInteger() != 1) {
            throw new RestoreRefusedException("Redis has forgotten days that were restored in shard " + shard
                    + ": it was wiped or fell back meanwhile; ask again");
        }
    }
}
