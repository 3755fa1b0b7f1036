package io.rollcall.rollup;

import io.rollcall.event.Shards;
import io.rollcall.rollup.ShardBatch.SeenIn;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * apply.lua and the text of its arguments. Ids and offsets travel as strings: Lua's numbers are doubles. What the counters get is
 * the batch and nothing else; who was seen is left out where it is too long ago to be now, so that a replay makes no keys for it.
 */
final class FenceScript {
    private static final String RESOURCE = "apply.lua";

    private final String source;
    private final String sha1;
    private final KeyLife life;
    private final InstantSource time;

    FenceScript(KeyLife life, InstantSource time) {
        this.life = life;
        this.time = time;
        this.source = ScriptText.of(RESOURCE);
        this.sha1 = sha1(source);
    }

    /** The call by the script's hash; Redis answers NOSCRIPT when it has not seen the script since its start. */
    Request bySha(ShardBatch batch) {
        return arguments(Request.cmd(Command.EVALSHA).arg(sha1), batch, text(batch.expected()), "", "");
    }

    /** The call with the script's text, which makes Redis remember it. */
    Request bySource(ShardBatch batch) {
        return arguments(Request.cmd(Command.EVAL).arg(source), batch, text(batch.expected()), "", "");
    }

    /** Sets a fence where there is none, and with it since when the shard is complete, and among how few partitions it is one. */
    Request initial(ShardBatch empty, long sinceMillis, int partitions) {
        return arguments(
                Request.cmd(Command.EVAL).arg(source),
                empty,
                "",
                text(sinceMillis),
                partitions == 0 ? "" : text(partitions));
    }

    FenceReply reply(@Nullable Response reply) {
        if (reply == null || reply.size() != 2) {
            return new FenceReply.Unanswered("not a reply of the script: " + reply);
        }
        String fence = reply.get(1).toString();
        if (reply.get(0).toInteger() == 1) {
            return new FenceReply.Applied();
        }
        return fence.isEmpty() ? new FenceReply.Missing() : moved(fence);
    }

    private static FenceReply moved(String fence) {
        try {
            return new FenceReply.Moved(Long.parseLong(fence));
        } catch (NumberFormatException notAFence) {
            return new FenceReply.Refused(RedisRefusal.DAMAGED_KEY, "where a fence should stand there is " + fence);
        }
    }

    private Request arguments(Request call, ShardBatch batch, String expected, String since, String partitions) {
        Ledger ledger = batch.ledger();
        call.arg(2)
                .arg(LiveKeys.fence(batch.shard()))
                .arg(LiveKeys.probe(batch.shard()))
                .arg(batch.field().text())
                .arg(expected)
                .arg(batch.next())
                .arg(batch.leaderEpoch())
                .arg(batch.asOfMillis() == 0 ? "" : text(batch.asOfMillis()))
                .arg(since)
                .arg(partitions)
                .arg(ledger.counted())
                .arg(ledger.duplicate())
                .arg(ledger.late())
                .arg(ledger.unreadable())
                .arg(ledger.erased())
                .arg(LiveKeys.prefix(batch.shard()))
                .arg(life.bucketsPerShard())
                .arg(seconds(life.day()))
                .arg(seconds(life.sketch()))
                .arg(seconds(life.slice()));
        increments(call, batch);
        seen(call, batch);
        late(call, batch);
        return call;
    }

    private static void increments(Request call, ShardBatch batch) {
        call.arg(batch.increments().size());
        batch.increments().forEach((who, by) -> {
            Counters counters = by.counters();
            call.arg(who.dt().toString())
                    .arg(who.region())
                    .arg(text(who.profileId()))
                    .arg(Shards.bucketHash(who.profileId()))
                    .arg(by.active() ? "1" : "0")
                    .arg(counters.events())
                    .arg(counters.plays())
                    .arg(counters.searches())
                    .arg(counters.browses())
                    .arg(counters.watchSec());
        });
    }

    private void seen(Request call, ShardBatch batch) {
        Instant now = time.instant();
        List<Map.Entry<SeenIn, Set<Long>>> seen = batch.seen().entrySet().stream()
                .filter(in -> NowWindow.mayHold(in.getKey().slice(), now))
                .toList();
        call.arg(seen.size());
        seen.forEach(in -> {
            Set<Long> profiles = in.getValue();
            call.arg(in.getKey().slice()).arg(in.getKey().region()).arg(profiles.size());
            profiles.forEach(profile -> call.arg(text(profile)));
        });
    }

    private static void late(Request call, ShardBatch batch) {
        call.arg(batch.late().size());
        batch.late().forEach((on, profiles) -> {
            call.arg(on.dt().toString()).arg(on.region()).arg(profiles.size());
            profiles.forEach(profile -> call.arg(text(profile)));
        });
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    private static long seconds(Duration duration) {
        return duration.toSeconds();
    }

    private static String sha1(String source) {
        try {
            // Redis names scripts by SHA-1; nothing is secured by it.
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }
}
