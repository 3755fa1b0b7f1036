package io.rollcall.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.event.Shards;
import io.rollcall.rollup.ShardBatch.Increment;
import io.rollcall.rollup.ShardBatch.ProfileDay;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Days that are put back from outside, and profiles that are taken out, against a real Redis. */
abstract class RestoreAndEraseTest extends RedisTest {
    private static final Set<Integer> ALL =
            IntStream.range(0, Shards.COUNT).boxed().collect(Collectors.toSet());
    private static final Instant NOW = at(DT.plusDays(3)).plusSeconds(3_600);
    private static final long CLOSED = DayRestore.closedAtMillis(DT);

    RestoreAndEraseTest(TestedRedis kind) {
        super(kind);
    }

    private record Figures(
            Map<String, DayCounters> day,
            Map<String, DistinctCount> sketches,
            Map<Long, Map<String, Counters>> profiles) {}

    @Test
    void aWipedDayThatIsRestoredIsTheDayItWas() {
        Map<Long, Map<String, Increment>> profiles = profiles(2_000);
        begin(0);
        count(profiles);
        Figures before = figures(profiles.keySet());
        redis(Request.cmd(Command.FLUSHALL));
        begin(CLOSED);

        restore("run", profiles, NOW);

        assertThat(figures(profiles.keySet())).isEqualTo(before);
        assertThat(reader.freshness().covers(DT)).isFalse();
        ALL.forEach(shard -> restoreOf("run").completeSince(shard, DT, List.of(DT)));
        assertThat(reader.freshness().covers(DT)).isTrue();
        assertThat(reader.freshness().covers(DT.minusDays(1))).isFalse();
        assertThat(reader.regionsSince(DT)).containsExactly("BR", "US", "ZZ");
    }

    @Test
    void whatIsRestoredTakesThePlaceOfWhatWasThere() {
        Map<Long, Map<String, Increment>> more = profiles(500);
        begin(CLOSED);
        count(more);
        Map<Long, Map<String, Increment>> fewer =
                new TreeMap<>(Map.of(42L, Map.of("US", new Increment(true, played(60)))));

        restore("one", fewer, NOW);
        restore("other", fewer, NOW);

        assertThat(reader.day(DT))
                .isEqualTo(Map.of("US", new DayCounters(1, played(60)), "*", new DayCounters(1, played(60))));
        assertThat(reader.distinct("*", DT, DT).count()).isOne();
        assertThat(reader.distinct("BR", DT, DT).count()).isZero();
        more.keySet().stream()
                .filter(profile -> profile != 42)
                .forEach(profile -> assertThat(reader.profile(profile, DT)).isEmpty());
    }

    @Test
    void theSameRunTwiceChangesNothingTheSecondTime() {
        Map<Long, Map<String, Increment>> profiles = profiles(300);
        begin(CLOSED);
        restore("run", profiles, NOW);
        Figures once = figures(profiles.keySet());

        restore("run", profiles, NOW);

        assertThat(figures(profiles.keySet())).isEqualTo(once);
    }

    @Test
    void aRunThatDiesBeforeItReplacesHasChangedNothingThatIsRead() {
        begin(CLOSED);
        DayRestore dead = restoreOf("dead").day(DT, ALL, 50_000, NOW);
        profiles(50_000).forEach(dead::add);

        assertThat(reader.day(DT)).isEmpty();
        assertThat(reader.distinct("*", DT, DT).count()).isZero();
        List<String> staged = keys("*staged*");
        assertThat(staged).as("put aside").isNotEmpty();
        staged.forEach(key -> assertThat(ttl(key)).isBetween(1L, 3_600L));
    }

    @Test
    void keysGetTheLifeThatTheyWouldHaveLeft() {
        begin(CLOSED);
        long profile = 42;
        int shard = Shards.shardOf(profile);
        restore("run", Map.of(profile, Map.of("US", new Increment(true, browsed(1)))), NOW);

        long past = 3 * 86_400L + 3_600;
        assertThat(ttl(LiveKeys.day(shard, DT))).isBetween(5 * 86_400L - past - 60, 5 * 86_400L - past);
        assertThat(ttl(keys("{*}:eng:*").get(0))).isBetween(5 * 86_400L - past - 60, 5 * 86_400L - past);
        assertThat(ttl(LiveKeys.sketch(shard, DT, "US"))).isBetween(35 * 86_400L - past - 60, 35 * 86_400L - past);
        assertThat(keys("*staged*")).isEmpty();
    }

    @Test
    void ofADayWhoseCountersAreOverOnlyTheSketchesComeBack() {
        begin(CLOSED);
        Map<Long, Map<String, Increment>> profiles = profiles(100);
        long active = profiles.values().stream()
                .filter(regions -> regions.values().stream().anyMatch(Increment::active))
                .count();
        restore("run", profiles, at(DT.plusDays(20)));

        assertThat(reader.day(DT)).isEmpty();
        assertThat(keys("{*}:eng:*")).isEmpty();
        assertThat(reader.distinct("*", DT, DT).count()).isBetween(active - 2, active + 2);
    }

    @Test
    void aShardWhoseWorkerStillReadsTheDayRefusesIt() {
        writer.begin(FIELD, ALL, 0, CLOSED, 0);
        assertThatThrownBy(() -> restore("run", profiles(100), NOW))
                .isInstanceOf(RestoreRefusedException.class)
                .hasMessageContaining("still reads");
        assertThat(reader.day(DT)).isEmpty();
    }

    @Test
    void anEmptyRedisRefusesIt() {
        assertThatThrownBy(() -> restore("run", profiles(100), NOW))
                .isInstanceOf(RestoreRefusedException.class)
                .hasMessageContaining("no fence");
        assertThat(reader.day(DT)).isEmpty();
    }

    @Test
    void theMarkDoesNotMoveWhereRedisWasWipedInBetween() {
        begin(CLOSED);
        restore("run", profiles(100), NOW);
        redis(Request.cmd(Command.FLUSHALL));
        begin(CLOSED);

        assertThatThrownBy(() -> restoreOf("run").completeSince(7, DT, List.of(DT)))
                .isInstanceOf(RestoreRefusedException.class)
                .hasMessageContaining("wiped");
        assertThat(reader.freshness().covers(DT)).isFalse();
    }

    @Test
    void theMarkNeverMovesForward() {
        begin(0);
        restore("run", profiles(10), NOW);
        ALL.forEach(shard -> restoreOf("run").completeSince(shard, DT, List.of(DT)));
        assertThat(reader.freshness().sinceMillis()).isZero();
    }

    @Test
    void countersWithoutAnErasedProfileAreThoseThatNeverHadIt() {
        Map<Long, Map<String, Increment>> profiles = profiles(200);
        profiles.put(
                7L,
                new TreeMap<>(Map.of(
                        "US", new Increment(true, played(600)),
                        "FJ", new Increment(true, browsed(3)),
                        "BR", new Increment(false, browsed(1)))));
        Map<Long, Map<String, Increment>> others = new TreeMap<>(profiles);
        others.remove(7L);
        begin(0);
        count(others);
        Map<String, DayCounters> expected = reader.day(DT);
        redis(Request.cmd(Command.FLUSHALL));
        begin(0);
        count(profiles);

        Map<LocalDate, DayCounters> taken = new LiveEraser(shards).erase(7);

        assertThat(taken).isEqualTo(Map.of(DT, new DayCounters(1, played(600).plus(browsed(4)))));
        assertThat(reader.day(DT)).isEqualTo(expected);
        assertThat(reader.profile(7, DT)).isEmpty();
        assertThat(new LiveEraser(shards).erase(7)).isEmpty();
        assertThat(reader.day(DT)).isEqualTo(expected);
    }

    @Test
    void aProfileIsErasedAlsoWhereItsDayHasEndedBeforeItsBucket() {
        begin(0);
        count(new TreeMap<>(Map.of(7L, Map.of("US", new Increment(true, played(600))))));
        redis(Request.cmd(Command.DEL).arg(LiveKeys.day(Shards.shardOf(7), DT)));

        new LiveEraser(shards).erase(7);

        assertThat(keys("{*}:eng:*")).isEmpty();
        assertThat(reader.day(DT)).isEmpty();
    }

    private static Instant at(LocalDate dt) {
        return dt.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** All fences at 0, complete since then; everything received until the day was closed is applied. */
    private void begin(long sinceMillis) {
        writer.begin(FIELD, ALL, 0, sinceMillis, 0);
        writer.apply(ALL.stream()
                .map(shard ->
                        new ShardBatch(shard, FIELD, 0, 0, -1, CLOSED, Ledger.NOTHING, Map.of(), Map.of(), Map.of()))
                .toList());
    }

    private LiveRestore restoreOf(String run) {
        return new LiveRestore(shards, run);
    }

    private void restore(String run, Map<Long, Map<String, Increment>> profiles, Instant now) {
        DayRestore day = restoreOf(run).day(DT, ALL, profiles.size(), now);
        profiles.forEach(day::add);
        ALL.forEach(day::replace);
    }

    /** As the worker would. */
    private void count(Map<Long, Map<String, Increment>> profiles) {
        Map<Integer, Map<ProfileDay, Increment>> byShard = new HashMap<>();
        profiles.forEach((profile, regions) ->
                regions.forEach((region, by) -> byShard.computeIfAbsent(Shards.shardOf(profile), any -> new HashMap<>())
                        .put(new ProfileDay(DT, region, profile), by)));
        List<ShardBatch> batches = byShard.entrySet().stream()
                .map(shard -> new ShardBatch(
                        shard.getKey(), FIELD, 0, 1, -1, CLOSED, Ledger.NOTHING, shard.getValue(), Map.of(), Map.of()))
                .toList();
        assertThat(writer.apply(batches)).containsOnly(new FenceReply.Applied());
    }

    private static Map<Long, Map<String, Increment>> profiles(int count) {
        Random random = new Random(count);
        Map<Long, Map<String, Increment>> profiles = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            Map<String, Increment> regions = new TreeMap<>();
            for (String region : List.of("US", "BR", "ZZ").subList(0, 1 + random.nextInt(3))) {
                Counters counters = random.nextBoolean() ? browsed(1 + random.nextInt(5)) : played(random.nextInt(900));
                regions.put(region, new Increment(random.nextInt(5) > 0, counters));
            }
            profiles.put(random.nextLong(1, Long.MAX_VALUE), regions);
        }
        return profiles;
    }

    private Figures figures(Set<Long> profiles) {
        return new Figures(
                reader.day(DT),
                reader.distinct(List.of("US", "BR", "ZZ", "*"), DT, DT),
                profiles.stream().collect(Collectors.toMap(any -> any, profile -> reader.profile(profile, DT))));
    }

    private List<String> keys(String pattern) {
        Response found = redis(Request.cmd(Command.KEYS).arg(pattern));
        return found == null
                ? List.of()
                : found.stream().map(Response::toString).toList();
    }

    private long ttl(String key) {
        Response ttl = redis(Request.cmd(Command.TTL).arg(key));
        return ttl == null ? 0 : ttl.toLong();
    }
}
