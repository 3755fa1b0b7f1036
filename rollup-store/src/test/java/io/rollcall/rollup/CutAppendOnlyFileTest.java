package io.rollcall.rollup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.EmbeddedRedis;
import io.rollcall.embedded.RedisBinary;
import io.rollcall.event.Shards;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An append-only file that ends in the middle of the script's MULTI, as after a power loss: the cut batch is there whole
 * or not at all, after the first start and after the second, also when it has been applied again in between.
 */
class CutAppendOnlyFileTest {
    private static final FenceField FIELD = RedisTest.FIELD;
    private static final long PROFILE = 42;
    private static final int SHARD = Shards.shardOf(PROFILE);
    private static final long SEED = 20_261_122;

    private static final Instant BOTH_SLICES_ARE_NOW = Instant.ofEpochSecond(30);

    /** Cuts inside of commands, beside the one at the end of each. */
    private static final int RANDOM_CUTS = 12;

    private static final ShardBatch FIRST = new ShardBatch(
            SHARD,
            FIELD,
            0,
            10,
            0,
            1_000,
            new Ledger(2, 1, 0, 0),
            Map.ofEntries(increment("US")),
            Map.of(new ShardBatch.SeenIn(1, "US"), Set.of(PROFILE)),
            Map.of());
    private static final ShardBatch LAST = new ShardBatch(
            SHARD,
            FIELD,
            10,
            20,
            0,
            2_000,
            new Ledger(4, 0, 1, 0),
            Map.ofEntries(increment("US"), increment("BR")),
            Map.of(new ShardBatch.SeenIn(2, "US"), Set.of(PROFILE), new ShardBatch.SeenIn(2, "BR"), Set.of(PROFILE)),
            Map.of());

    @TempDir
    Path dir = Path.of("");

    private final Vertx vertx = Vertx.vertx();

    private static Map.Entry<ShardBatch.ProfileDay, ShardBatch.Increment> increment(String region) {
        return Map.entry(
                new ShardBatch.ProfileDay(RedisTest.DT, region, PROFILE),
                new ShardBatch.Increment(true, RedisTest.browsed(1).plus(RedisTest.played(60))));
    }

    /** Everything that a batch changes. */
    private record Seen(ShardFence fence, Ledger ledger, Map<String, DayCounters> day, Map<String, Counters> profile) {}

    @AfterEach
    void close() {
        vertx.close();
    }

    @ParameterizedTest
    @EnumSource(TestedRedis.class)
    void aCutBatchIsThereWholeOrNotAtAllAfterBothStarts(TestedRedis kind) throws IOException {
        RedisBinary binary = kind.binary(Files.createDirectories(dir.resolve("binary")));
        Path whole = Files.createDirectories(dir.resolve("whole"));
        Seen before;
        Seen after;
        try (EmbeddedRedis redis = EmbeddedRedis.start(whole, 0, binary)) {
            before = on(redis, writer -> writer.begin(FIELD, List.of(SHARD), 0, 0, 0), writer -> apply(writer, FIRST));
            after = on(redis, writer -> apply(writer, LAST));
            redis.kill();
        }
        String text = Files.readString(appendOnlyFile(whole), ISO_8859_1);
        int transaction = text.lastIndexOf("*1\r\n$5\r\nMULTI\r\n");
        assertThat(text).endsWith("EXEC\r\n");
        Set<Integer> cuts = cuts(text, transaction);
        for (int cut : cuts) {
            Seen expected = cut == text.length() ? after : before;
            Path untouched = damaged(whole, cut, "untouched");
            for (String start : List.of("first", "second")) {
                try (EmbeddedRedis redis = EmbeddedRedis.start(untouched, 0, binary)) {
                    assertThat(on(redis)).as("%s start, cut at %d", start, cut).isEqualTo(expected);
                    redis.kill();
                }
            }
            // What is written behind a tail that was not cut off cleanly brings it back to life.
            Path writtenOn = damaged(whole, cut, "written-on");
            try (EmbeddedRedis redis = EmbeddedRedis.start(writtenOn, 0, binary)) {
                assertThat(on(redis, writer -> apply(writer, LAST)))
                        .as("applied again, cut at %d", cut)
                        .isEqualTo(after);
                redis.kill();
            }
            try (EmbeddedRedis redis = EmbeddedRedis.start(writtenOn, 0, binary)) {
                assertThat(on(redis))
                        .as("second start after a write, cut at %d", cut)
                        .isEqualTo(after);
                redis.kill();
            }
        }
        System.out.printf(
                "%s: %d cuts in a transaction of %d bytes, 2 starts with and 2 without a write in between%n",
                kind, cuts.size(), text.length() - transaction);
    }

    /** The beginning and the end of every command of the transaction, one byte beside them, and some places in between. */
    private static Set<Integer> cuts(String text, int transaction) {
        Set<Integer> cuts = new TreeSet<>();
        for (int at = transaction; at >= 0; at = text.indexOf("\r\n*", at + 1)) {
            cuts.add(at == transaction ? at : at + 2);
        }
        cuts.add(text.length() - 1);
        cuts.add(text.length());
        Random random = new Random(SEED);
        for (int i = 0; i < RANDOM_CUTS; i++) {
            cuts.add(random.nextInt(transaction, text.length()));
        }
        return cuts;
    }

    private Path damaged(Path whole, int cut, String name) throws IOException {
        Path damaged = dir.resolve("cut-" + cut + "-" + name);
        try (Stream<Path> files = Files.walk(whole)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isDirectory(file) || file.toString().contains(".aof")) {
                    Files.copy(file, damaged.resolve(whole.relativize(file)));
                }
            }
        }
        try (FileChannel file = FileChannel.open(appendOnlyFile(damaged), StandardOpenOption.WRITE)) {
            file.truncate(cut);
        }
        return damaged;
    }

    /** The one file of Redis 6.2, or the last increment of a newer one. */
    private static Path appendOnlyFile(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith("/appendonly.aof")
                            || file.toString().endsWith(".incr.aof"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    @SafeVarargs
    private Seen on(EmbeddedRedis redis, Consumer<RollupWriter>... calls) {
        try (RedisShards shards =
                new RedisShards(vertx, new RedisSettings(List.of(redis.url()), Duration.ofSeconds(5)))) {
            RollupWriter writer = new RollupWriter(shards, KeyLife.forDailyProfiles(64_000), () -> BOTH_SLICES_ARE_NOW);
            for (Consumer<RollupWriter> call : calls) {
                call.accept(writer);
            }
            LiveReader reader = new LiveReader(shards);
            return new Seen(
                    requireNonNull(writer.fences(FIELD, List.of(SHARD)).get(SHARD))
                            .orElseThrow(),
                    reader.ledger(),
                    reader.day(RedisTest.DT),
                    reader.profile(PROFILE, RedisTest.DT));
        }
    }

    private static List<FenceReply> apply(RollupWriter writer, ShardBatch batch) {
        return writer.apply(List.of(batch));
    }
}
