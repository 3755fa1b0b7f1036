package io.rollcall.rollup;

import io.rollcall.event.Shards;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes profiles out of the live counters. Every day is one atomic call; asking again takes out what has come since, and
 * nothing twice. The HyperLogLogs stay as they are: they hold no ids, and they cannot forget.
 */
public final class LiveEraser {
    private static final String ERASE = ScriptText.of("erase.lua");
    private static final int KEYS_A_LOOK = 1_000;
    private static final String DONE = "0";

    private final RedisShards shards;

    public LiveEraser(RedisShards shards) {
        this.shards = shards;
    }

    /**
     * Erases a profile.
     *
     * @return what was taken from {@code *}, by day; a day on which it was not seen has none
     * @throws RedisUnavailableException when Redis does not answer; some days may be done
     */
    public SortedMap<LocalDate, DayCounters> erase(long profileId) {
        int shard = Shards.shardOf(profileId);
        SortedMap<LocalDate, DayCounters> taken = new TreeMap<>();
        buckets(shard).forEach((dt, buckets) -> {
            DayCounters of = erase(shard, dt, buckets, profileId);
            if (!of.equals(DayCounters.ZERO)) {
                taken.put(dt, of);
            }
        });
        return taken;
    }

    /** The buckets that there are, by day: found by looking, because a day's hash may end before its buckets do. */
    private SortedMap<LocalDate, List<String>> buckets(int shard) {
        SortedMap<LocalDate, List<String>> buckets = new TreeMap<>();
        String cursor = DONE;
        do {
            Response found = ask(
                    shard,
                    Request.cmd(Command.SCAN)
                            .arg(cursor)
                            .arg("MATCH")
                            .arg(LiveKeys.engagements(shard))
                            .arg("COUNT")
                            .arg(KEYS_A_LOOK));
            cursor = found.get(0).toString();
            for (Response key : found.get(1)) {
                String[] parts = key.toString().split(":", -1); // {sNN}, eng, DT, BUCKET
                buckets.computeIfAbsent(LocalDate.parse(parts[2]), dt -> new ArrayList<>())
                        .add(parts[3]);
            }
        } while (!cursor.equals(DONE));
        return buckets;
    }

    private DayCounters erase(int shard, LocalDate dt, List<String> buckets, long profileId) {
        Request call = Request.cmd(Command.EVAL)
                .arg(ERASE)
                .arg(2)
                .arg(LiveKeys.fence(shard))
                .arg(LiveKeys.probe(shard))
                .arg(LiveKeys.prefix(shard))
                .arg(dt.toString())
                .arg(Long.toString(profileId));
        // SCAN may name a key twice; taken once, it is gone.
        buckets.stream().distinct().forEach(call::arg);
        Response taken = ask(shard, call);
        return new DayCounters(
                taken.get(0).toLong(),
                new Counters(
                        taken.get(1).toLong(),
                        taken.get(2).toLong(),
                        taken.get(3).toLong(),
                        taken.get(4).toLong(),
                        taken.get(5).toLong()));
    }

    private Response ask(int shard, Request call) {
        @Nullable
        Response reply =
                shards.replies(List.of(new RedisShards.Call(shard, call))).get(0);
        if (reply == null) {
            throw new RedisUnavailableException("Redis answered nothing where a value is certain");
        }
        return reply;
    }
}
