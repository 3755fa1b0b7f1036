package io.rollcall.query;

import io.rollcall.event.Shards;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.KeyLife;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.NowWindow;
import io.rollcall.rollup.RedisSettings;
import io.rollcall.rollup.RedisShards;
import io.rollcall.rollup.RollupWriter;
import io.rollcall.rollup.ShardBatch;
import io.rollcall.rollup.ShardBatch.Increment;
import io.rollcall.rollup.ShardBatch.LateOn;
import io.rollcall.rollup.ShardBatch.ProfileDay;
import io.rollcall.rollup.ShardBatch.SeenIn;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Fills Redis as the worker does, through the fence, for a topic of four partitions. Collect events, then
 * {@link #apply}.
 */
public final class CountedEvents implements AutoCloseable {
    /** What a play of ten minutes adds. */
    public static final Counters PLAY = new Counters(1, 1, 0, 0, 600);

    public static final Counters SEARCH = new Counters(1, 0, 1, 0, 0);
    public static final Counters BROWSE = new Counters(1, 0, 0, 1, 0);

    private static final int PARTITIONS = 4;
    private static final KeyLife LIFE = KeyLife.forDailyProfiles(1_000_000);

    private final Vertx vertx = Vertx.vertx();
    private final RedisShards shards =
            new RedisShards(vertx, new RedisSettings(List.of(TestRedis.url()), Duration.ofMinutes(2)));
    private final RollupWriter writer = new RollupWriter(shards, LIFE);
    private final long[] fences = new long[Shards.COUNT];
    private final Map<Integer, Map<ProfileDay, Increment>> increments = new HashMap<>();
    private final Map<Integer, Map<SeenIn, Set<Long>>> seen = new HashMap<>();
    private final Map<Integer, Map<LateOn, Set<Long>>> late = new HashMap<>();

    private CountedEvents() {}

    /** An empty Redis whose shards are complete for ever. */
    public static CountedEvents fromTheBeginning() {
        return since(Instant.EPOCH);
    }

    /** An empty Redis whose shards are complete for what was received from then on. */
    public static CountedEvents since(Instant complete) {
        TestRedis.wipe();
        CountedEvents events = new CountedEvents();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            requireApplied(events.writer.begin(field(partition), shardsOf(partition), 0, complete.toEpochMilli(), 0));
        }
        return events;
    }

    /** Events of a profile that make it active. */
    public CountedEvents active(LocalDate dt, String region, long profile, Counters counters) {
        return add(dt, region, profile, new Increment(true, counters));
    }

    /** Profiles that browsed, once each. */
    public CountedEvents active(LocalDate dt, String region, long firstProfile, long lastProfile) {
        for (long profile = firstProfile; profile <= lastProfile; profile++) {
            active(dt, region, profile, BROWSE);
        }
        return this;
    }

    /** Events that count, but are no activity. */
    public CountedEvents passive(LocalDate dt, String region, long profile, Counters counters) {
        return add(dt, region, profile, new Increment(false, counters));
    }

    /** A profile of which an event was received then. */
    public CountedEvents seen(Instant receivedAt, String region, long profile) {
        long slice = NowWindow.sliceOf(receivedAt.toEpochMilli());
        seen.computeIfAbsent(Shards.shardOf(profile), shard -> new HashMap<>())
                .computeIfAbsent(new SeenIn(slice, region), where -> new HashSet<>())
                .add(profile);
        return this;
    }

    /** A profile of which an event came when its day was no longer live. */
    public CountedEvents late(LocalDate dt, String region, long profile) {
        late.computeIfAbsent(Shards.shardOf(profile), shard -> new HashMap<>())
                .computeIfAbsent(new LateOn(dt, region), on -> new HashSet<>())
                .add(profile);
        return this;
    }

    private CountedEvents add(LocalDate dt, String region, long profile, Increment by) {
        increments
                .computeIfAbsent(Shards.shardOf(profile), shard -> new HashMap<>())
                .merge(new ProfileDay(dt, region, profile), by, Increment::plus);
        return this;
    }

    /** Applies what was collected; all shards then stand at {@code asOf}. */
    public CountedEvents apply(Instant asOf) {
        requireApplied(writer.apply(IntStream.range(0, Shards.COUNT)
                .mapToObj(shard -> batch(shard, asOf.toEpochMilli()))
                .toList()));
        increments.clear();
        seen.clear();
        late.clear();
        return this;
    }

    private ShardBatch batch(int shard, long asOfMillis) {
        Map<ProfileDay, Increment> by = increments.getOrDefault(shard, Map.of());
        long records =
                by.values().stream().mapToLong(one -> one.counters().events()).sum();
        long expected = fences[shard];
        fences[shard] = expected + records;
        return new ShardBatch(
                shard,
                field(shard % PARTITIONS),
                expected,
                fences[shard],
                1,
                asOfMillis,
                new Ledger(records, 0, 0, 0),
                by,
                seen.getOrDefault(shard, Map.of()),
                late.getOrDefault(shard, Map.of()));
    }

    @Override
    public void close() {
        shards.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static FenceField field(int partition) {
        return new FenceField("test", partition);
    }

    private static Collection<Integer> shardsOf(int partition) {
        return IntStream.range(0, Shards.COUNT)
                .filter(shard -> Shards.partitionOf(shard, PARTITIONS) == partition)
                .boxed()
                .toList();
    }

    private static void requireApplied(List<FenceReply> replies) {
        replies.stream()
                .filter(reply -> !(reply instanceof FenceReply.Applied))
                .findFirst()
                .ifPresent(reply -> {
                    throw new IllegalStateException("not applied: " + reply);
                });
    }
}
