package io.rollcall.rollup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.event.Shards;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

abstract class RollupWriterTest extends RedisTest {
    private static final long PROFILE = 42;
    private static final long NO_KEY = -2;
    private static final int SHARD = Shards.shardOf(PROFILE);

    RollupWriterTest(TestedRedis kind) {
        super(kind);
    }

    @Test
    void aBatchIsAppliedAndTheFenceStandsAtItsEnd() {
        beginEverywhere();

        assertThat(apply(events(PROFILE).active("US", played(60)).from(0, 7))).isEqualTo(new FenceReply.Applied());

        assertThat(reader.day(DT))
                .containsEntry("US", new DayCounters(1, played(60)))
                .containsEntry("*", new DayCounters(1, played(60)));
        assertThat(writer.fences(FIELD, List.of(SHARD)).get(SHARD)).contains(new ShardFence(SHARD, FIELD, 7, 0, 0));
        assertThat(reader.ledger()).isEqualTo(new Ledger(1, 0, 0, 0));
    }

    @Test
    void theSameCallTwiceChangesNothingTheSecondTime() {
        beginEverywhere();
        ShardBatch batch = events(PROFILE).active("US", played(60)).from(0, 7);
        apply(batch);

        assertThat(apply(batch)).isEqualTo(new FenceReply.Moved(7));

        assertThat(reader.day(DT)).containsEntry("US", new DayCounters(1, played(60)));
    }

    @Test
    void aBatchAheadOfTheFenceIsRefused() {
        beginEverywhere();

        assertThat(apply(events(PROFILE).active("US", played(60)).from(5, 7))).isEqualTo(new FenceReply.Moved(0));

        assertThat(reader.day(DT)).isEmpty();
    }

    @Test
    void aWipedRedisSaysThatTheFenceIsGone() {
        assertThat(apply(events(PROFILE).active("US", played(60)).from(0, 7))).isEqualTo(new FenceReply.Missing());
        assertThat(reader.day(DT)).isEmpty();
    }

    @Test
    void beginningTwiceLeavesTheFenceWhereItStands() {
        beginEverywhere();
        apply(events(PROFILE).active("US", played(60)).from(0, 7));

        assertThat(writer.begin(FIELD, List.of(SHARD), 0, 0, 0)).containsExactly(new FenceReply.Moved(7));
    }

    @Test
    void aProfileCountsOnceInEachRegionAndOnceInAll() {
        beginEverywhere();
        apply(events(PROFILE).active("US", browsed(2)).active("BR", browsed(1)).from(0, 3));
        apply(events(PROFILE).active("US", browsed(1)).active("BR", played(30)).from(3, 5));

        assertThat(reader.day(DT))
                .containsEntry("US", new DayCounters(1, browsed(3)))
                .containsEntry("BR", new DayCounters(1, browsed(1).plus(played(30))))
                .containsEntry("*", new DayCounters(1, browsed(4).plus(played(30))));
        assertThat(reader.profile(PROFILE, DT))
                .isEqualTo(Map.of("US", browsed(3), "BR", browsed(1).plus(played(30))));
    }

    @Test
    void onlyActivityMakesAProfileActive() {
        beginEverywhere();
        apply(events(PROFILE).inactive("US", browsed(1)).from(0, 1));
        assertThat(requireNonNull(reader.day(DT).get("US")).dau()).isZero();
        assertThat(reader.profile(PROFILE, DT)).containsEntry("US", browsed(1));

        apply(events(PROFILE).active("US", browsed(1)).from(1, 2));
        apply(events(PROFILE).inactive("US", browsed(1)).from(2, 3));
        apply(events(PROFILE).active("US", browsed(1)).from(3, 4));

        assertThat(reader.day(DT))
                .containsEntry("US", new DayCounters(1, browsed(4)))
                .containsEntry("*", new DayCounters(1, browsed(4)));
        assertThat(reader.distinct("US", DT, DT).count()).isOne();
    }

    @Test
    void aRegionWhereAProfileIsNotActiveDoesNotHideThatItIsNewInAll() {
        beginEverywhere();
        apply(events(PROFILE).inactive("US", browsed(1)).from(0, 1));
        apply(events(PROFILE).active("BR", browsed(1)).from(1, 2));

        assertThat(requireNonNull(reader.day(DT).get("*")).dau()).isOne();
        assertThat(reader.regionsSince(DT)).containsExactly("BR");
        assertThat(reader.regionsSince(DT.plusDays(1))).isEmpty();
    }

    /** By hand, or by another program: what is there is not what has to be there. */
    @ParameterizedTest
    @MethodSource("damages")
    void whatIsDamagedIsFoundBeforeAnythingIsCounted(String key, List<String> damage) {
        beginEverywhere();
        Request call = Request.cmd(Command.create(damage.get(0))).arg(key);
        damage.stream().skip(1).forEach(call::arg);
        redis(call);
        Map<String, DayCounters> before = key.contains("day:") ? Map.of() : reader.day(DT);

        FenceReply reply = apply(events(PROFILE).active("US", played(60)).from(0, 7));

        assertThat(reply).isInstanceOf(FenceReply.Refused.class);
        assertThat(((FenceReply.Refused) reply).why()).isEqualTo(RedisRefusal.DAMAGED_KEY);
        redis(Request.cmd(Command.DEL).arg(key));
        assertThat(reader.day(DT)).isEqualTo(before);
        assertThat(reader.profile(PROFILE, DT)).isEmpty();
        assertThat(reader.ledger()).isEqualTo(Ledger.NOTHING);
        assertThat(writer.fences(FIELD, List.of(SHARD)).get(SHARD)).contains(new ShardFence(SHARD, FIELD, 0, -1, 0));
        assertThat(ttlOfMade(key)).as("what was made has an end").allMatch(ttl -> ttl > 0);

        assertThat(apply(events(PROFILE).active("US", played(60)).from(0, 7))).isEqualTo(new FenceReply.Applied());
        assertThat(reader.day(DT)).containsEntry("US", new DayCounters(1, played(60)));
        assertThat(reader.distinct("US", DT, DT).count()).isOne();
    }

    static Stream<Arguments> damages() {
        String sketch = LiveKeys.sketch(SHARD, DT, "US");
        String day = LiveKeys.day(SHARD, DT);
        return Stream.of(
                Arguments.of(sketch, List.of("LPUSH", "a list")),
                Arguments.of(sketch, List.of("SET", "no HyperLogLog")),
                Arguments.of(
                        sketch,
                        List.of("SET", "HYLL" + (char) 0 + "\0\0\0" + "cut off, and nothing that could be read")),
                Arguments.of(LiveKeys.sketch(SHARD, DT, "*"), List.of("SET", "neither")),
                Arguments.of(day, List.of("SET", "no hash")),
                Arguments.of(day, List.of("HSET", "#buckets", "many")),
                Arguments.of(day, List.of("HSET", "US:events", "some")),
                Arguments.of(LiveKeys.ledger(SHARD), List.of("HSET", FIELD.text() + ":counted", "a few")),
                Arguments.of(LiveKeys.ledger(SHARD), List.of("SET", "no hash")),
                Arguments.of(LiveKeys.regions(SHARD), List.of("SADD", "US")));
    }

    @Test
    void aFenceThatIsNoNumberIsDamage() {
        redis(Request.cmd(Command.HSET)
                .arg(LiveKeys.fence(SHARD))
                .arg(FIELD.text())
                .arg("somewhere"));
        assertThatThrownBy(() -> writer.fences(FIELD, List.of(SHARD)))
                .isInstanceOfSatisfying(
                        RedisRefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(RedisRefusal.DAMAGED_KEY));
    }

    @Test
    void aRedisThatIsFullSaysSoAndHasChangedNothing() {
        beginEverywhere();
        redis(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("1"));
        try {
            assertThat(apply(events(PROFILE).active("US", played(60)).from(0, 7)))
                    .isInstanceOfSatisfying(
                            FenceReply.Refused.class,
                            refused -> assertThat(refused.why()).isEqualTo(RedisRefusal.OUT_OF_MEMORY));
        } finally {
            redis(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("0"));
        }
        assertThat(reader.day(DT)).isEmpty();
        assertThat(fenceOf(SHARD)).isZero();
        assertThat(apply(events(PROFILE).active("US", played(60)).from(0, 7))).isEqualTo(new FenceReply.Applied());
    }

    /** A double holds no more than 2^53, and Lua writes a large one as 1e+15. */
    @Test
    void offsetsIdsAndCountersBeyondADoubleStayExact() {
        long offset = (1L << 53) + 1;
        long profile = Long.MAX_VALUE;
        Counters large = new Counters(1_000_000_000_000_000L, 0, 0, 0, 4_503_599_627_370_497L);
        writer.begin(FIELD, List.of(Shards.shardOf(profile)), offset, 0, 0);

        assertThat(apply(events(profile).active("US", large).from(offset - 1, offset + 2)))
                .isEqualTo(new FenceReply.Moved(offset));
        assertThat(apply(events(profile).active("US", large).from(offset, offset + 2)))
                .isEqualTo(new FenceReply.Applied());
        assertThat(apply(events(profile).active("US", browsed(1)).from(offset + 2, offset + 3)))
                .isEqualTo(new FenceReply.Applied());

        assertThat(reader.profile(profile, DT)).isEqualTo(Map.of("US", large.plus(browsed(1))));
        assertThat(reader.profile(profile - 1, DT)).isEmpty();
        assertThat(reader.day(DT)).containsEntry("*", new DayCounters(1, large.plus(browsed(1))));
        assertThat(fenceOf(Shards.shardOf(profile))).isEqualTo(offset + 3);
    }

    @Test
    void aCounterThatNoDoubleHoldsIsRefusedAndLeavesNothingBehind() {
        beginEverywhere();

        assertThat(apply(events(PROFILE)
                        .active("US", played(60))
                        .active("BR", new Counters(1, 0, 0, 0, 1L << 53))
                        .from(0, 7)))
                .isInstanceOf(FenceReply.Refused.class);

        assertThat(reader.day(DT)).isEmpty();
        assertThat(reader.profile(PROFILE, DT)).isEmpty();
        assertThat(fenceOf(SHARD)).isZero();
    }

    /** What the script has to avoid: an error leaves what was written before it. */
    @Test
    void anErrorAfterTheFirstWriteWouldLeaveThatWrite() {
        assertThatThrownBy(() -> redis(Request.cmd(Command.EVAL)
                        .arg("redis.call('SET', KEYS[1], 'half'); redis.call('LPUSH', KEYS[1], 'a')")
                        .arg(1)
                        .arg("{s00}:trap")))
                .isInstanceOf(RedisUnavailableException.class);

        assertThat(redis(Request.cmd(Command.GET).arg("{s00}:trap"))).hasToString("half");
    }

    @Test
    void aRedisThatForgotTheScriptIsToldItAgain() {
        beginEverywhere();
        apply(events(PROFILE).active("US", browsed(1)).from(0, 1));
        redis(Request.cmd(Command.SCRIPT).arg("FLUSH"));

        assertThat(apply(events(PROFILE).active("US", browsed(1)).from(1, 2))).isEqualTo(new FenceReply.Applied());
        assertThat(reader.day(DT)).containsEntry("US", new DayCounters(1, browsed(2)));
    }

    @Test
    void liveKeysExpireAfterTheirMakingNotAfterTheirDay() {
        beginEverywhere();
        LocalDate longAgo = LocalDate.of(1995, 8, 1);
        long slice = NowWindow.sliceOf(System.currentTimeMillis());
        apply(new ShardBatch(
                SHARD,
                FIELD,
                0,
                1,
                0,
                0,
                new Ledger(1, 0, 0, 0),
                Map.of(new ShardBatch.ProfileDay(longAgo, "US", PROFILE), new ShardBatch.Increment(true, browsed(1))),
                Map.of(new ShardBatch.SeenIn(slice, "US"), Set.of(PROFILE)),
                Map.of()));

        assertThat(ttl(LiveKeys.day(SHARD, longAgo))).isBetween(4 * 86_400L, 5 * 86_400L);
        assertThat(ttl(LiveKeys.sketch(SHARD, longAgo, "US"))).isBetween(34 * 86_400L, 35 * 86_400L);
        assertThat(ttl(LiveKeys.slice(SHARD, slice))).isBetween(360L, 420L);
        assertThat(ttl(LiveKeys.slice(SHARD, slice, "US"))).isBetween(360L, 420L);
        assertThat(ttl(LiveKeys.fence(SHARD))).isEqualTo(-1);
        assertThat(reader.profile(PROFILE, longAgo)).containsEntry("US", browsed(1));
    }

    @Test
    void aDayKeepsTheBucketsItBeganWith() {
        beginEverywhere();
        apply(events(PROFILE).active("US", browsed(1)).from(0, 1));
        RollupWriter grown = new RollupWriter(shards, KeyLife.forDailyProfiles(64_000_000));

        assertThat(grown.apply(List.of(events(PROFILE).active("US", browsed(1)).from(1, 2))))
                .containsExactly(new FenceReply.Applied());

        assertThat(reader.day(DT)).containsEntry("US", new DayCounters(1, browsed(2)));
    }

    @Test
    void aFenceOfADeletedTopicIsRecognised() {
        beginEverywhere();
        assertThat(writer.knowsAnotherTopic(FIELD, List.of(SHARD))).isFalse();
        assertThat(writer.knowsAnotherTopic(new FenceField("made-again", 0), List.of(SHARD)))
                .isTrue();
    }

    @Test
    void freshnessIsThatOfTheWorstShard() {
        assertThat(reader.freshness().covers(DT)).isFalse();
        beginEverywhere();
        assertThat(reader.freshness()).isEqualTo(new Freshness(0, 0));

        List<ShardBatch> moved = new ArrayList<>();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            moved.add(new ShardBatch(
                    shard, FIELD, 0, 0, -1, 5_000 + shard, Ledger.NOTHING, Map.of(), Map.of(), Map.of()));
        }
        writer.apply(moved);

        assertThat(reader.freshness()).isEqualTo(new Freshness(5_000, 0));
    }

    @Test
    void aRedisThatMayDropKeysIsRefused() {
        shards.requireNoEviction(List.of(SHARD));
        redis(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory-policy").arg("allkeys-lru"));
        try {
            assertThatThrownBy(() -> shards.requireNoEviction(List.of(SHARD)))
                    .isInstanceOf(UnsafeRedisException.class)
                    .hasMessageContaining("allkeys-lru")
                    .hasMessageContaining("set it to noeviction");
        } finally {
            redis(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory-policy").arg("noeviction"));
        }
    }

    @Test
    void aRedisThatForgetsAtARestartIsRefusedWherePersistenceIsRequired() {
        shards.requirePersistence(List.of(SHARD));
        redis(Request.cmd(Command.CONFIG).arg("SET").arg("appendonly").arg("no"));
        try {
            assertThatThrownBy(() -> shards.requirePersistence(List.of(SHARD)))
                    .isInstanceOf(UnsafeRedisException.class)
                    .hasMessageContaining("127.0.0.1:")
                    .hasMessageContaining("set appendonly yes");
        } finally {
            redis(Request.cmd(Command.CONFIG).arg("SET").arg("appendonly").arg("yes"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomBatchesWithRepeatsAddUpToTheModel(long seed) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        beginEverywhere();
        Map<Integer, Long> fences = new HashMap<>();
        Map<String, Map<Long, Counters>> model = new TreeMap<>();
        Map<String, Set<Long>> active = new TreeMap<>();
        for (int round = 0; round < 200; round++) {
            long profile = random.nextLong(1, 301);
            String region = List.of("US", "BR", "ZZ").get(random.nextInt(3));
            Counters by = random.nextBoolean() ? browsed(1 + random.nextInt(3)) : played(random.nextInt(100));
            boolean isActive = random.nextInt(4) > 0;
            long fence = fences.getOrDefault(Shards.shardOf(profile), 0L);
            Increments increments = isActive
                    ? events(profile).active(region, by)
                    : events(profile).inactive(region, by);
            ShardBatch batch = increments.from(fence, fence + by.events());
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                apply(batch);
            }
            fences.put(Shards.shardOf(profile), batch.next());
            model.computeIfAbsent(region, any -> new LinkedHashMap<>()).merge(profile, by, Counters::plus);
            if (isActive) {
                active.computeIfAbsent(region, any -> new HashSet<>()).add(profile);
                active.computeIfAbsent("*", any -> new HashSet<>()).add(profile);
            }
        }

        Map<String, DayCounters> day = reader.day(DT);
        model.forEach((region, profiles) -> {
            Counters sum = profiles.values().stream().reduce(Counters.ZERO, Counters::plus);
            assertThat(day)
                    .containsEntry(
                            region,
                            new DayCounters(requireNonNull(active.get(region)).size(), sum));
            profiles.forEach((profile, counters) ->
                    assertThat(reader.profile(profile, DT)).containsEntry(region, counters));
        });
        assertThat(requireNonNull(day.get("*")).dau())
                .isEqualTo(requireNonNull(active.get("*")).size());
    }

    @Test
    void sketchesCountProfilesOfDays() {
        beginEverywhere();
        for (long profile = 1; profile <= 500; profile++) {
            int shard = Shards.shardOf(profile);
            long fence = requireNonNull(writer.fences(FIELD, List.of(shard)).get(shard))
                    .orElseThrow()
                    .next();
            writer.apply(List.of(new ShardBatch(
                    shard,
                    FIELD,
                    fence,
                    fence + 1,
                    0,
                    0,
                    new Ledger(1, 0, 0, 0),
                    Map.of(
                            new ShardBatch.ProfileDay(DT.minusDays(profile % 3), "US", profile),
                            new ShardBatch.Increment(true, browsed(1))),
                    Map.of(),
                    Map.of())));
        }

        assertThat(reader.sketched(List.of(DT.minusDays(4), DT.minusDays(2), DT, DT.plusDays(1))))
                .containsExactly(DT.minusDays(2), DT);
        DistinctCount week = reader.distinct("US", DT.minusDays(6), DT);
        assertThat(week.low()).isLessThanOrEqualTo(500);
        assertThat(week.high()).isGreaterThanOrEqualTo(500);
        assertThat(reader.distinct("*", DT, DT).count()).isBetween(160L, 172L);
    }

    @Test
    void fencesThatAreSetAnewStandAsOfAMinuteBeforeTheyWillBeCompleteFrom() {
        writer.begin(FIELD, List.of(SHARD), 30, 3_600_000, 0);
        assertThat(writer.fences(FIELD, List.of(SHARD)).get(SHARD))
                .hasValue(new ShardFence(SHARD, FIELD, 30, -1, 3_540_000));
    }

    @Test
    void aFenceRemembersHowFewPartitionsThereWere() {
        writer.note(FIELD, List.of(SHARD), 16);
        assertThat(writer.fences(FIELD, List.of(SHARD)).get(SHARD))
                .as("of no fence")
                .isEmpty();

        writer.begin(FIELD, List.of(SHARD), 0, 0, 64);
        assertThat(writer.fences(FIELD, List.of(SHARD)).get(SHARD))
                .hasValue(new ShardFence(SHARD, FIELD, 0, -1, 0, 64));
        writer.note(FIELD, List.of(SHARD), 32);
        apply(events(PROFILE).active("US", played(60)).from(0, 7));
        assertThat(writer.fences(FIELD, List.of(SHARD)).get(SHARD)).hasValue(new ShardFence(SHARD, FIELD, 7, 0, 0, 32));

        writer.note(FIELD, List.of(SHARD), 64);
        assertThat(writer.fences(FIELD, List.of(SHARD)).get(SHARD))
                .as("fewer are noted")
                .hasValue(new ShardFence(SHARD, FIELD, 7, 0, 0, 32));
        writer.note(FIELD, List.of(SHARD), 8);
        assertThat(writer.fences(FIELD, List.of(SHARD)).get(SHARD)).hasValue(new ShardFence(SHARD, FIELD, 7, 0, 0, 8));
    }

    @Test
    void aWindowReachesAsFarAsThoseWhoCameTooLateMayTakeIt() {
        beginEverywhere();
        long present = 1;
        long late = 2;
        apply(events(present).active("US", browsed(1)).from(0, 1));
        assertThat(window().most()).as("nobody came too late").isEmpty();

        // Who was there anyway, and is late for another day, changes nothing.
        apply(late(present, 1, DT.minusDays(9), "US"));
        Map<String, Estimate> counted = window().estimates();
        assertThat(counted)
                .hasEntrySatisfying("*", all -> assertThat(all.value()).isOne());
        assertThat(window().reached(counted)).isEqualTo(counted);

        apply(late(late, 0, DT.minusDays(9), "BR"));
        assertThat(window().estimates())
                .as("the values are of what was counted")
                .isEqualTo(counted);
        Map<String, Estimate> exact = Map.of("US", Estimate.exact(1), "BR", Estimate.NONE, "*", Estimate.exact(1));
        assertThat(window().reached(exact))
                .as("the upper ends of one, and of two")
                .isEqualTo(Map.of("US", Estimate.exact(1), "BR", new Estimate(0, 0, 2), "*", new Estimate(1, 1, 3)));
        assertThat(reader.window(List.of("*"), DT.minusDays(6), DT).reached(Map.of("*", Estimate.exact(1))))
                .as("a window that is over before they were there")
                .isEqualTo(Map.of("*", Estimate.exact(1)));
        assertThat(ttl(LiveKeys.late(Shards.shardOf(late), DT.minusDays(9), "BR")))
                .isBetween(34 * 86_400L, 35 * 86_400L);
    }

    @Test
    void aDayIsMostlyLateWhenMoreCameTooLateThanWereCounted() {
        beginEverywhere();
        apply(events(1).active("US", browsed(1)).from(0, 1));
        assertThat(reader.lateShares(DT.minusDays(29), DT)).isEmpty();
        apply(late(1, 1, DT, "US"));
        apply(late(2, 0, DT.minusDays(9), "BR"));

        Map<LocalDate, LateShare> shares = reader.lateShares(DT.minusDays(9), DT);
        assertThat(shares)
                .hasSize(10)
                .containsEntry(DT, new LateShare(1, 1))
                .containsEntry(DT.minusDays(9), new LateShare(0, 1))
                .containsEntry(DT.minusDays(1), new LateShare(0, 0));
        assertThat(new LateShare(0, 1).isMostlyLate()).isTrue();
        assertThat(new LateShare(1, 1).isMostlyLate()).isFalse();
        assertThat(new LateShare(0, 1).plus(new LateShare(4, 0)).isMostlyLate())
                .as("one backfilled day among others is late, and no riddle")
                .isFalse();
    }

    @Test
    void aDayOfWhichSomebodyCameTooLateMayHaveSomething() {
        beginEverywhere();
        apply(late(2, 0, DT.minusDays(9), "BR"));
        assertThat(reader.sketched(List.of(DT.minusDays(9), DT.minusDays(8)))).containsExactly(DT.minusDays(9));
        assertThat(reader.lateSince(DT.minusDays(9))).containsExactlyInAnyOrder("BR", "*");
        assertThat(reader.lateSince(DT.minusDays(8))).isEmpty();
    }

    private SketchedWindow window() {
        return reader.window(List.of("*", "US", "BR"), DT.minusDays(29), DT);
    }

    private static ShardBatch late(long profile, long expected, LocalDate dt, String region) {
        return new ShardBatch(
                Shards.shardOf(profile),
                FIELD,
                expected,
                expected + 1,
                0,
                0,
                new Ledger(0, 0, 1, 0),
                Map.of(),
                Map.of(),
                Map.of(new ShardBatch.LateOn(dt, region), Set.of(profile)));
    }

    private FenceReply apply(ShardBatch batch) {
        return writer.apply(List.of(batch)).get(0);
    }

    private long fenceOf(int shard) {
        return requireNonNull(writer.fences(FIELD, List.of(shard)).get(shard))
                .orElseThrow()
                .next();
    }

    /** Of the day's keys that are there. */
    private List<Long> ttlOfMade(String damaged) {
        return Stream.of(LiveKeys.sketch(SHARD, DT, "US"), LiveKeys.sketch(SHARD, DT, "*"), LiveKeys.day(SHARD, DT))
                .filter(key -> !key.equals(damaged))
                .map(this::ttl)
                .filter(ttl -> ttl != NO_KEY)
                .toList();
    }

    private long ttl(String key) {
        return requireNonNull(redis(Request.cmd(Command.TTL).arg(key))).toLong();
    }
}
