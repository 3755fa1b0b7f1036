package io.rollcall.lakehouse.live;

import io.rollcall.event.Shards;
import io.rollcall.lakehouse.Servers;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.KeyLife;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.LiveReader;
import io.rollcall.rollup.RedisSettings;
import io.rollcall.rollup.RedisShards;
import io.rollcall.rollup.RollupWriter;
import io.rollcall.rollup.ShardBatch;
import io.rollcall.rollup.ShardBatch.Increment;
import io.rollcall.rollup.ShardBatch.ProfileDay;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The live counters as a worker would leave them. */
public final class LiveCounters implements AutoCloseable {
    private static final FenceField FIELD = new FenceField("topic", 0);
    private static final List<Integer> ALL =
            IntStream.range(0, Shards.COUNT).boxed().toList();

    private final Vertx vertx = Vertx.vertx();
    private final RedisShards shards =
            new RedisShards(vertx, new RedisSettings(List.of(Servers.redis().url()), Duration.ofSeconds(5)));
    private final RollupWriter writer = new RollupWriter(shards, KeyLife.forDailyProfiles(64_000));

    public LiveReader reader() {
        return new LiveReader(shards);
    }

    public void wipe() {
        Redis client = Redis.createClient(vertx, Servers.redis().url());
        client.send(Request.cmd(Command.FLUSHALL))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        client.close();
    }

    /** A worker has begun on an empty Redis, and has applied everything received up to then. */
    public void begin(Instant since, Instant asOf) {
        writer.begin(FIELD, ALL, 0, since.toEpochMilli(), 0);
        apply(asOf, Map.of());
    }

    /** Counts what profiles did, once after {@link #begin}. */
    public void count(Instant asOf, Map<ProfileDay, Increment> increments) {
        apply(asOf, increments);
    }

    private void apply(Instant asOf, Map<ProfileDay, Increment> increments) {
        Map<Integer, Map<ProfileDay, Increment>> byShard = new HashMap<>();
        increments.forEach((who, by) -> byShard.computeIfAbsent(Shards.shardOf(who.profileId()), any -> new HashMap<>())
                .put(who, by));
        List<FenceReply> replies = writer.apply(ALL.stream()
                .map(shard -> new ShardBatch(
                        shard,
                        FIELD,
                        0,
                        0,
                        -1,
                        asOf.toEpochMilli(),
                        Ledger.NOTHING,
                        byShard.getOrDefault(shard, Map.of()),
                        Map.of(),
                        Map.of()))
                .toList());
        if (replies.stream().anyMatch(reply -> !(reply instanceof FenceReply.Applied))) {
            throw new IllegalStateException("not applied: " + replies);
        }
    }

    @Override
    public void close() {
        shards.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
