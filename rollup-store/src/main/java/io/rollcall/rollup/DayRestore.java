package io.rollcall.rollup;

import io.rollcall.event.LiveWindow;
import io.rollcall.event.Shards;
import io.rollcall.rollup.ShardBatch.Increment;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Restores one day: give it the profiles, in any order and each once, then {@link #replace} shard after shard. Until then
 * everything lies aside, under names that nobody reads and that go away by themselves; so memory is bounded, a shard changes
 * in one step, and a run that died has changed nothing. For one thread.
 */
public final class DayRestore {
    /** Profiles that one call puts aside: some 50 kB, and a millisecond of Redis. */
    private static final int CHUNK = 500;

    private static final Duration STAGED_LIFE = Duration.ofHours(1);
    private static final String STAGE = ScriptText.of("stage.lua");
    private static final String RESTORE = ScriptText.of("restore.lua");

    private final RedisShards redis;
    private final String run;
    private final LocalDate dt;
    private final KeyLife life;
    private final Instant now;
    private final Map<Integer, StagedShard> staged = new TreeMap<>();

    DayRestore(RedisShards redis, String run, LocalDate dt, Collection<Integer> shards, KeyLife life, Instant now) {
        this.redis = redis;
        this.run = run;
        this.dt = dt;
        this.life = life;
        this.now = now;
        shards.forEach(shard -> staged.put(shard, new StagedShard(life.bucketsPerShard())));
    }

    /**
     * Adds what a profile did on the day; one of a shard that is not restored is left out.
     *
     * @param regions its counters by region, {@code *} not among them
     * @throws RedisUnavailableException when Redis does not answer
     */
    public void add(long profileId, Map<String, Increment> regions) {
        int number = Shards.shardOf(profileId);
        StagedShard shard = staged.get(number);
        if (shard != null) {
            shard.add(profileId, regions);
            if (shard.waiting() >= CHUNK) {
                stage(number, shard);
            }
        }
    }

    /**
     * Puts the shard's day in the place of what the shard held of it. All of its profiles must have been added.
     *
     * @throws RestoreRefusedException when the shard cannot take it as it stands; nothing was changed
     * @throws RedisUnavailableException when Redis does not answer
     */
    public void replace(int number) {
        StagedShard shard = staged.get(number);
        if (shard == null) {
            throw new IllegalArgumentException("shard " + number + " is not being restored");
        }
        if (shard.waiting() > 0) {
            stage(number, shard);
        }
        Request call = scriptOn(number, RESTORE)
                .arg(LiveKeys.prefix(number))
                .arg(LiveKeys.staged(number, run, dt))
                .arg(dt.toString())
                .arg(run)
                .arg(closedAtMillis(dt))
                .arg(life.dayLeft(dt, now).toSeconds())
                .arg(life.sketchLeft(dt, now).toSeconds())
                .arg(life.bucketsPerShard());
        shard.contentsInto(call);
        Response reply = ask(number, call);
        if (reply == null || reply.get(0).toInteger() != 1) {
            throw new RestoreRefusedException("shard " + number + " cannot take " + dt + ": "
                    + explained(reply == null ? "" : reply.get(1).toString()));
        }
    }

    /** The time from which no event can be received any more that the live counters would take for the day. */
    public static long closedAtMillis(LocalDate dt) {
        return dt.plusDays(LiveWindow.DAYS)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli();
    }

    private static String explained(String word) {
        return switch (word) {
            case "no fence" -> "it has no fence, Redis was wiped; ask again once the worker has begun there";
            case "behind" -> "the worker still reads events of that day; ask again once it has passed it";
            case "lost" -> "Redis has lost what was put aside: it was wiped or fell back meanwhile; ask again";
            default -> "Redis answered '" + word + "'";
        };
    }

    private void stage(int number, StagedShard shard) {
        Request call =
                scriptOn(number, STAGE).arg(LiveKeys.staged(number, run, dt)).arg(STAGED_LIFE.toSeconds());
        boolean over = life.dayLeft(dt, now).isZero();
        shard.drainInto(call, over ? StagedShard.CountersLife.OVER : StagedShard.CountersLife.LASTING);
        ask(number, call);
    }

    private static Request scriptOn(int shard, String script) {
        return Request.cmd(Command.EVAL)
                .arg(script)
                .arg(2)
                .arg(LiveKeys.fence(shard))
                .arg(LiveKeys.probe(shard));
    }

    /** Asked again where the answer is missing: both scripts may run twice. */
    private @Nullable Response ask(int shard, Request call) {
        return redis.replies(List.of(new RedisShards.Call(shard, call))).get(0);
    }
}
