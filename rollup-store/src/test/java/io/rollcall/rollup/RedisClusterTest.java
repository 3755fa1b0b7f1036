package io.rollcall.rollup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.EmbeddedRedisCluster;
import io.rollcall.embedded.RedisNode;
import io.rollcall.embedded.SlotMigration;
import io.rollcall.event.Shards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writer and readers on a cluster of three masters and three replicas, whose slots migrate and whose masters die. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisClusterTest {
    private static final FenceField FIELD = RedisTest.FIELD;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PROFILE = 42;

    /** So few that batches often meet a slot on its way. */
    private static final long FEW_PROFILES = 8;

    private static final int SHARD = Shards.shardOf(PROFILE);
    private static final String FENCE = LiveKeys.fence(SHARD);

    private static final List<Integer> ALL =
            IntStream.range(0, Shards.COUNT).boxed().toList();

    private final TestedRedis kind;
    private final Vertx vertx = Vertx.vertx();
    private EmbeddedRedisCluster cluster;
    private RedisShards shards;
    private RollupWriter writer;
    private LiveReader reader;

    RedisClusterTest(TestedRedis kind) {
        this.kind = kind;
    }

    @BeforeAll
    void start(@TempDir Path directory) {
        cluster = EmbeddedRedisCluster.start(directory, kind.binary(directory));
        use(cluster.urls());
    }

    @AfterAll
    void stop() {
        if (cluster != null) { // a machine without a server of this kind
            shards.close();
            cluster.close();
        }
        vertx.close();
    }

    @BeforeEach
    void empty() {
        cluster.awaitWhole();
        cluster.masters().forEach(node -> node.ask("FLUSHALL"));
        use(cluster.urls());
        assertThat(writer.begin(FIELD, ALL, 0, 0, 0)).containsOnly(new FenceReply.Applied());
    }

    private void use(List<String> hosts) {
        if (shards != null) {
            shards.close();
        }
        shards = new RedisShards(vertx, new RedisSettings(hosts, Duration.ofSeconds(2)));
        writer = new RollupWriter(shards, KeyLife.forDailyProfiles(64_000));
        reader = new LiveReader(shards);
    }

    @Test
    void everyShardIsWrittenAndReadWhereItLies() {
        Model model = new Model();
        for (long profile = 1; profile <= 300; profile++) {
            settle(model.next(profile, "US", RedisTest.browsed(1)));
        }

        model.compare();
        assertThat(reader.freshness().sinceMillis()).isZero();
        assertThat(reader.distinct("US", RedisTest.DT, RedisTest.DT).count()).isBetween(297L, 303L);
        assertThat(cluster.masters())
                .allMatch(node -> Integer.parseInt(node.ask("DBSIZE").get(0)) > 10);
        shards.requireNoEviction(ALL);
        shards.requirePersistence(ALL);
    }

    @Test
    void aDayIsRestoredAndAProfileErasedWhereTheirShardsLie() {
        Set<Integer> all = IntStream.range(0, Shards.COUNT).boxed().collect(Collectors.toSet());
        writer.apply(all.stream()
                .map(shard -> new ShardBatch(
                        shard,
                        FIELD,
                        0,
                        0,
                        -1,
                        DayRestore.closedAtMillis(RedisTest.DT),
                        Ledger.NOTHING,
                        Map.of(),
                        Map.of(),
                        Map.of()))
                .toList());
        Instant now = Instant.ofEpochMilli(DayRestore.closedAtMillis(RedisTest.DT));
        LiveRestore restore = new LiveRestore(shards, "run");
        DayRestore day = restore.day(RedisTest.DT, all, 300, now);
        for (long profile = 1; profile <= 300; profile++) {
            day.add(profile, Map.of("US", new ShardBatch.Increment(true, RedisTest.browsed(1))));
        }
        all.forEach(day::replace);
        all.forEach(shard -> restore.completeSince(shard, RedisTest.DT, List.of(RedisTest.DT)));
        new LiveEraser(shards).erase(PROFILE);

        assertThat(reader.day(RedisTest.DT)).containsEntry("*", new DayCounters(299, RedisTest.browsed(299)));
        assertThat(reader.profile(PROFILE, RedisTest.DT)).isEmpty();
        assertThat(reader.profile(PROFILE + 1, RedisTest.DT)).containsEntry("US", RedisTest.browsed(1));
    }

    @Test
    void aReaderThatHasNotAskedSinceASlotMovedFindsItAtOnce() {
        settle(RedisTest.events(PROFILE).active("US", RedisTest.played(60)).from(0, 1));
        Map<String, DayCounters> before = reader.day(RedisTest.DT);

        SlotMigration.begin(cluster, FENCE, anotherMaster()).finish();

        assertThat(reader.day(RedisTest.DT)).isEqualTo(before).isNotEmpty();
    }

    /** What a seed knows of slots that are not its own is hearsay, and may stay wrong. */
    @Test
    void whereAShardHasMovedIsLearntFromWhoRefusesItWhenTheSeedDoesNotKnow() {
        List<RedisNode> byEpoch = cluster.masters().stream()
                .sorted(Comparator.comparing(RedisClusterTest::epoch))
                .toList();
        long profile = LongStream.iterate(1, next -> next + 1)
                .filter(next -> cluster.ownerOf(LiveKeys.fence(Shards.shardOf(next))) == byEpoch.get(0))
                .findFirst()
                .orElseThrow();
        int slot = cluster.slotOf(LiveKeys.fence(Shards.shardOf(profile)));
        RedisNode seed = byEpoch.get(1);
        // The owner's own messages do not mend it: they come with an epoch that is older than that of who is believed.
        seed.ask("CLUSTER SETSLOT " + slot + " NODE " + byEpoch.get(2).id());
        use(List.of(seed.url()));

        settle(RedisTest.events(profile).active("US", RedisTest.browsed(1)).from(0, 1));
        settle(RedisTest.events(profile).active("US", RedisTest.browsed(1)).from(1, 2));

        assertThat(reader.profile(profile, RedisTest.DT)).containsEntry("US", RedisTest.browsed(2));
        use(List.of(seed.url()));
        assertThat(reader.day(RedisTest.DT)).containsEntry("US", new DayCounters(1, RedisTest.browsed(2)));
        seed.ask("CLUSTER SETSLOT " + slot + " NODE " + byEpoch.get(0).id());
    }

    private static long epoch(RedisNode node) {
        return node.ask("CLUSTER INFO")
                .get(0)
                .lines()
                .filter(line -> line.startsWith("cluster_my_epoch:"))
                .mapToLong(line -> Long.parseLong(line.substring("cluster_my_epoch:".length())))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whileASlotMigratesNothingOfItIsAppliedAndAskIsNotFollowed(long seed) {
        settle(RedisTest.events(PROFILE).active("US", RedisTest.played(60)).from(0, 1));
        ShardBatch next =
                RedisTest.events(PROFILE).active("US", RedisTest.played(30)).from(1, 2);
        SlotMigration migration = SlotMigration.begin(cluster, FENCE, anotherMaster());
        List<String> keys = new ArrayList<>(migration.keysLeft());
        Collections.shuffle(keys, new Random(seed));

        for (int moved = 0; moved < keys.size(); moved++) {
            assertRefusedAtOnce(next);
            assertThat(migration.keysOn(migration.to())).isEqualTo(moved);
            migration.move(keys.get(moved));
        }
        assertRefusedAtOnce(next);
        assertThat(migration.keysOn(migration.to())).isEqualTo(keys.size());
        assertThat(migration.keysOn(migration.from())).isZero();
        assertThatThrownBy(() -> reader.day(RedisTest.DT)).isInstanceOf(RedisUnavailableException.class);

        migration.finish();
        settle(next);
        assertThat(migration.keysOn(migration.from())).isZero();
        assertThat(reader.day(RedisTest.DT))
                .containsEntry("US", new DayCounters(1, RedisTest.played(60).plus(RedisTest.played(30))));
        assertThat(reader.ledger()).isEqualTo(new Ledger(2, 0, 0, 0));
    }

    /** Why {@code quarkus.redis.client-type=cluster} configures the connections and never carries a batch. */
    @Test
    void theClusterClientOfTheLibraryFollowsAnAskAndWritesASecondCopy() {
        settle(RedisTest.events(PROFILE).active("US", RedisTest.played(60)).from(0, 1));
        SlotMigration migration = SlotMigration.begin(cluster, FENCE, anotherMaster());
        int held = migration.keysOn(migration.from());
        Redis client = Redis.createClient(
                vertx, new RedisOptions().setType(RedisClientType.CLUSTER).setEndpoints(cluster.urls()));

        String absentThere = LiveKeys.prefix(SHARD) + "absent";
        reply(client.send(Request.cmd(Command.INCR).arg(absentThere)));

        assertThat(migration.keysOn(migration.from())).isEqualTo(held);
        assertThat(migration.keysOn(migration.to())).isEqualTo(1);
        client.close();
        migration.finish();
    }

    private static void reply(Future<Response> reply) {
        reply.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private void assertRefusedAtOnce(ShardBatch batch) {
        FenceReply reply = apply(batch);
        assertThat(reply).isInstanceOf(FenceReply.Unanswered.class);
        assertThat(reply.toString()).containsAnyOf("ASK", "TRYAGAIN");
    }

    @Test
    void aScriptThatDeclaresOneKeyBreaksHalfWayWhileItsSlotMigratesAndOneThatDeclaresTwoDoesNot() {
        RedisNode owner = cluster.ownerOf(FENCE);
        String first = LiveKeys.prefix(SHARD) + "a";
        owner.ask("MSET " + first + " 0 " + first + "b 0");
        SlotMigration migration = SlotMigration.begin(cluster, FENCE, anotherMaster());
        migration.move(first + "b");
        String script = "\"redis.call('INCR', KEYS[1]) redis.call('INCR', KEYS[1] .. 'b')\"";

        assertThatThrownBy(() -> owner.ask("EVAL " + script + " 2 " + first + " " + LiveKeys.probe(SHARD)))
                .isInstanceOf(UncheckedIOException.class)
                .message()
                .containsAnyOf("ASK", "TRYAGAIN");
        assertThat(owner.ask("GET " + first)).containsExactly("0");

        assertThatThrownBy(() -> owner.ask("EVAL " + script + " 1 " + first))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("non local key");
        assertThat(owner.ask("GET " + first)).containsExactly("1");
        migration.finish();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void slotsThatWanderWhileBatchesAreAppliedCountEveryBatchOnce(long seed) throws Exception {
        System.out.println("seed " + seed);
        Model model = new Model();
        CompletableFuture<Void> wandering = CompletableFuture.runAsync(() -> wander(new Random(seed)));
        Random random = new Random(-seed);
        Map<String, Integer> refusals = new TreeMap<>();
        int batches = 0;
        for (; batches < 500 || !wandering.isDone(); batches++) {
            ShardBatch batch = model.next(
                    random.nextLong(1, FEW_PROFILES + 1),
                    List.of("US", "BR").get(random.nextInt(2)),
                    random.nextBoolean() ? RedisTest.browsed(1) : RedisTest.played(random.nextInt(100)));
            settle(batch).forEach((word, times) -> refusals.merge(word, times, Integer::sum));
            if (random.nextInt(10) == 0) {
                settle(batch); // a call that comes again, maybe at another server
            }
        }
        wandering.get();

        System.out.println(kind + ": " + batches + " batches, refused " + refusals);
        model.compare();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            assertThat(holders(shard)).as("masters with keys of shard " + shard).isLessThanOrEqualTo(1);
        }
    }

    private void wander(Random random) {
        for (int i = 0; i < 100; i++) {
            String fence = LiveKeys.fence(Shards.shardOf(random.nextLong(1, FEW_PROFILES + 1)));
            RedisNode owner = cluster.ownerOf(fence);
            List<RedisNode> others =
                    cluster.masters().stream().filter(node -> node != owner).toList();
            SlotMigration migration = SlotMigration.begin(cluster, fence, others.get(random.nextInt(others.size())));
            List<String> keys = new ArrayList<>(migration.keysLeft());
            Collections.shuffle(keys, random);
            keys.forEach(migration::move);
            migration.finish();
        }
    }

    private long holders(int shard) {
        int slot = cluster.slotOf(LiveKeys.fence(shard));
        return cluster.masters().stream()
                .filter(node -> !node.ask("CLUSTER COUNTKEYSINSLOT " + slot).equals(List.of("0")))
                .count();
    }

    @Test
    void aFailoverToAReplicaThatLagsIsSeenFromTheFenceAndReplayed() {
        RedisNode master = cluster.ownerOf(FENCE);
        RedisNode replica = cluster.replicaOf(master);
        ShardBatch kept =
                RedisTest.events(PROFILE).active("US", RedisTest.browsed(1)).from(0, 10);
        ShardBatch lost =
                RedisTest.events(PROFILE).active("US", RedisTest.played(7)).from(10, 20);
        settle(kept);
        await().atMost(PATIENCE).until(() -> replica.replicated() >= master.replicated());
        replica.fallBehind();
        await().atMost(PATIENCE).until(() -> !replica.follows());
        settle(lost);

        master.kill();
        await().atMost(PATIENCE).until(replica::isMaster);
        FenceReply afterwards = answered(
                RedisTest.events(PROFILE).active("US", RedisTest.browsed(1)).from(20, 30));
        assertThat(afterwards).isEqualTo(new FenceReply.Moved(10));
        settle(lost);

        assertThat(reader.day(RedisTest.DT))
                .containsEntry("US", new DayCounters(1, RedisTest.browsed(1).plus(RedisTest.played(7))));
        replica.catchUp();
        master.restart();
        cluster.awaitWhole();
        assertThat(apply(lost)).isEqualTo(new FenceReply.Moved(20));
    }

    @Test
    void theClusterIsFoundAlsoWhenTheOnlyConfiguredNodeHasDied() {
        RedisNode seed = cluster.ownerOf(FENCE);
        RedisNode replica = cluster.replicaOf(seed);
        use(List.of(seed.url()));
        settle(RedisTest.events(PROFILE).active("US", RedisTest.browsed(1)).from(0, 1));
        await().atMost(PATIENCE).until(() -> replica.replicated() >= seed.replicated());

        seed.kill();
        await().atMost(PATIENCE).until(replica::isMaster);
        settle(RedisTest.events(PROFILE).active("US", RedisTest.browsed(1)).from(1, 2));

        assertThat(reader.day(RedisTest.DT)).containsEntry("US", new DayCounters(1, RedisTest.browsed(2)));
        seed.restart();
        cluster.awaitWhole();
    }

    @Test
    void aMasterThatIsSilentHoldsUpItsOwnShardsOnly() {
        RedisNode silent = cluster.ownerOf(FENCE);
        long other = LongStream.iterate(1, profile -> profile + 1)
                .filter(profile -> cluster.ownerOf(LiveKeys.fence(Shards.shardOf(profile))) != silent)
                .findFirst()
                .orElseThrow();
        ShardBatch held =
                RedisTest.events(PROFILE).active("US", RedisTest.browsed(1)).from(0, 1);
        settle(RedisTest.events(other).active("US", RedisTest.browsed(1)).from(0, 1));

        whileSilent(silent, () -> {
            assertThat(writer.apply(List.of(
                            held,
                            RedisTest.events(other)
                                    .active("US", RedisTest.browsed(1))
                                    .from(1, 2))))
                    .satisfies(reply -> assertThat(reply).isInstanceOf(FenceReply.Unanswered.class), Index.atIndex(0))
                    .satisfies(reply -> assertThat(reply).isEqualTo(new FenceReply.Applied()), Index.atIndex(1));

            // On a machine that stands still for as long as it is left alone, it is waited for once more.
            await("is not waited for again at once")
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .until(
                            () -> apply(held),
                            reply -> reply instanceof FenceReply.Unanswered unanswered
                                    && unanswered.why().contains("left alone"));
            assertThat(apply(RedisTest.events(other)
                            .active("US", RedisTest.browsed(1))
                            .from(2, 3)))
                    .isEqualTo(new FenceReply.Applied());
        });

        settle(held);
    }

    @Test
    void whoNeedsOtherShardsLearnsAllAboutThemWhileAMasterIsSilent() {
        RedisNode silent = cluster.ownerOf(FENCE);
        List<Integer> others = ALL.stream()
                .filter(shard -> cluster.ownerOf(LiveKeys.fence(shard)) != silent)
                .toList();

        whileSilent(silent, () -> {
            assertThatThrownBy(() -> writer.fences(FIELD, ALL)).isInstanceOf(RedisUnavailableException.class);
            assertThat(writer.fencesWithinReach(FIELD, ALL))
                    .containsOnlyKeys(others)
                    .allSatisfy((shard, fence) -> assertThat(fence).isPresent());
            assertThat(writer.fences(FIELD, others)).hasSameSizeAs(others);
            assertThat(writer.knowsAnotherTopic(FIELD, others)).isFalse();

            shards.requireNoEviction(others);
            shards.requirePersistence(others);
            assertThatThrownBy(() -> shards.requireNoEviction(ALL)).isInstanceOf(RedisUnavailableException.class);
            RedisNode unsafe = cluster.ownerOf(LiveKeys.fence(others.get(0)));
            unsafe.ask("CONFIG SET maxmemory-policy allkeys-lru");
            try {
                assertThatThrownBy(() -> shards.requireNoEviction(ALL))
                        .as("one that is silent hides none that is unfit")
                        .isInstanceOf(UnsafeRedisException.class);
            } finally {
                unsafe.ask("CONFIG SET maxmemory-policy noeviction");
            }
        });
    }

    /** Its replica stays one: otherwise its shards are soon held by somebody who answers. */
    private void whileSilent(RedisNode master, Runnable look) {
        RedisNode replica = cluster.replicaOf(master);
        replica.takesOver(false);
        master.freeze();
        try {
            look.run();
        } finally {
            master.thaw();
            replica.takesOver(true);
        }
        cluster.awaitWhole();
    }

    private RedisNode anotherMaster() {
        RedisNode owner = cluster.ownerOf(FENCE);
        return cluster.masters().stream()
                .filter(node -> node != owner)
                .findFirst()
                .orElseThrow();
    }

    private FenceReply apply(ShardBatch batch) {
        return writer.apply(List.of(batch)).get(0);
    }

    /** As the worker does it: asks with the same call until there is an answer. */
    private FenceReply answered(ShardBatch batch) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .ignoreException(RedisUnavailableException.class)
                .until(() -> apply(batch), reply -> !(reply instanceof FenceReply.Unanswered));
    }

    /** Takes the fence to the batch's end, and returns how often Redis refused, by its first word. */
    private Map<String, Integer> settle(ShardBatch batch) {
        Map<String, Integer> refusals = new TreeMap<>();
        FenceReply reply = await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .ignoreException(RedisUnavailableException.class)
                .until(
                        () -> {
                            FenceReply one = apply(batch);
                            if (one instanceof FenceReply.Unanswered refused) {
                                refusals.merge(refused.why().split(" ", 2)[0], 1, Integer::sum);
                            }
                            return one;
                        },
                        one -> !(one instanceof FenceReply.Unanswered));
        assertThat(reply).isIn(new FenceReply.Applied(), new FenceReply.Moved(batch.next()));
        return refusals;
    }

    /** What the counters must be. */
    private final class Model {
        private final Map<Integer, Long> fences = new HashMap<>();
        private final Map<String, Map<Long, Counters>> regions = new TreeMap<>();
        private long records;

        /** The next batch of a profile's shard, which the model takes as applied. */
        ShardBatch next(long profile, String region, Counters by) {
            long fence = fences.getOrDefault(Shards.shardOf(profile), 0L);
            ShardBatch batch = RedisTest.events(profile).active(region, by).from(fence, fence + by.events());
            fences.put(Shards.shardOf(profile), batch.next());
            regions.computeIfAbsent(region, any -> new HashMap<>()).merge(profile, by, Counters::plus);
            records += by.events();
            return batch;
        }

        void compare() {
            Map<String, DayCounters> day = reader.day(RedisTest.DT);
            regions.forEach((region, profiles) -> {
                Counters sum = profiles.values().stream().reduce(Counters.ZERO, Counters::plus);
                assertThat(day).containsEntry(region, new DayCounters(profiles.size(), sum));
                profiles.forEach((profile, counters) ->
                        assertThat(reader.profile(profile, RedisTest.DT)).containsEntry(region, counters));
            });
            assertThat(reader.ledger()).isEqualTo(new Ledger(records, 0, 0, 0));
            writer.fences(FIELD, fences.keySet())
                    .forEach((shard, fence) ->
                            assertThat(fence.orElseThrow().next()).isEqualTo(requireNonNull(fences.get(shard))));
        }
    }
}
