package io.rollcall.rollup;

import io.rollcall.embedded.EmbeddedRedis;
import io.rollcall.event.Shards;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** What the tests against Redis share: one server of a kind for all of them, empty before each. */
abstract class RedisTest {
    static final FenceField FIELD = new FenceField("topic", 0);
    static final LocalDate DT = LocalDate.of(2026, 11, 22);

    private static final Vertx VERTX = Vertx.vertx();
    private static final Map<TestedRedis, EmbeddedRedis> SERVERS = new EnumMap<>(TestedRedis.class);

    final RedisShards shards;
    final RollupWriter writer;
    final LiveReader reader;

    RedisTest(TestedRedis kind) {
        String url = server(kind).url();
        shards = new RedisShards(VERTX, new RedisSettings(List.of(url), Duration.ofSeconds(5)));
        writer = new RollupWriter(shards, KeyLife.forDailyProfiles(64_000));
        reader = new LiveReader(shards);
    }

    private static synchronized EmbeddedRedis server(TestedRedis kind) {
        return SERVERS.computeIfAbsent(kind, RedisTest::start);
    }

    private static EmbeddedRedis start(TestedRedis kind) {
        try {
            Path directory = Files.createTempDirectory("rollup-store-redis");
            EmbeddedRedis redis = EmbeddedRedis.start(directory, 0, kind.binary(directory));
            Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
            return redis;
        } catch (IOException noDirectory) {
            throw new UncheckedIOException(noDirectory);
        }
    }

    @BeforeEach
    void empty() {
        redis(Request.cmd(Command.FLUSHALL));
    }

    @Nullable
    Response redis(Request request) {
        return shards.replies(List.of(new RedisShards.Call(0, request))).get(0);
    }

    /** All 64 shards begin at offset 0, complete for ever. */
    void beginEverywhere() {
        writer.begin(FIELD, IntStream.range(0, Shards.COUNT).boxed().toList(), 0, 0, 0);
    }

    /** Events of one kind of one profile. */
    static Increments events(long profileId) {
        return new Increments(profileId);
    }

    /** Builds batches that read like what happened. */
    static final class Increments {
        private final long profileId;
        private final Map<ShardBatch.ProfileDay, ShardBatch.Increment> increments = new LinkedHashMap<>();

        Increments(long profileId) {
            this.profileId = profileId;
        }

        Increments active(String region, Counters by) {
            return add(region, new ShardBatch.Increment(true, by));
        }

        Increments inactive(String region, Counters by) {
            return add(region, new ShardBatch.Increment(false, by));
        }

        private Increments add(String region, ShardBatch.Increment by) {
            increments.merge(new ShardBatch.ProfileDay(DT, region, profileId), by, ShardBatch.Increment::plus);
            return this;
        }

        ShardBatch from(long expected, long next) {
            long events = increments.values().stream()
                    .mapToLong(one -> one.counters().events())
                    .sum();
            return new ShardBatch(
                    Shards.shardOf(profileId),
                    FIELD,
                    expected,
                    next,
                    0,
                    0,
                    new Ledger(events, 0, 0, 0),
                    increments,
                    Map.of(),
                    Map.of());
        }
    }

    static Counters browsed(long times) {
        return new Counters(times, 0, 0, times, 0);
    }

    static Counters played(long watchSec) {
        return new Counters(1, 1, 0, 0, watchSec);
    }
}
