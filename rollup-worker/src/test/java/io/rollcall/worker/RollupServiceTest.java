package io.rollcall.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.rollcall.event.Shards;
import io.rollcall.event.Tombstone;
import io.rollcall.event.Topics;
import io.rollcall.log.testkit.EventLog;
import io.rollcall.log.testkit.LogTopics;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.DayCounters;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.LiveReader;
import io.rollcall.rollup.NowWindow;
import io.rollcall.rollup.RedisSettings;
import io.rollcall.rollup.RedisShards;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service as it runs: log in, counters out. All tests share the log, so each uses profiles of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RollupServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicLong PROFILES = new AtomicLong(1_000);

    private final Vertx vertx = Vertx.vertx();
    private final RedisShards shards = new RedisShards(
            vertx, new RedisSettings(List.of(Servers.running().redis().url()), Duration.ofSeconds(5)));
    private final LiveReader reader = new LiveReader(shards);
    private final EventLog log = new EventLog(Servers.running().bootstrapServers());
    private Instant now = Instant.now();
    private LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    private Ledger before = Ledger.NOTHING;

    @BeforeEach
    void settle() {
        now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        await().atMost(PATIENCE).until(this::isReady);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> reader.ledger().records() == records());
        before = reader.ledger();
    }

    @AfterEach
    void close() {
        log.close();
        shards.close();
        vertx.close();
    }

    @Test
    void eventsMoveTheCountersOfTheirDayRegionAndProfile() {
        long profile = PROFILES.incrementAndGet();
        append(profile, "FJ", "play", "a");
        append(profile, "FJ", "search", "b");
        append(profile, "TO", "browse", "c");
        awaitRecords(3);

        assertThat(reader.day(today))
                .containsEntry("FJ", new DayCounters(1, new Counters(2, 1, 1, 0, 60)))
                .containsEntry("TO", new DayCounters(1, new Counters(1, 0, 0, 1, 0)));
        assertThat(reader.profile(profile, today))
                .isEqualTo(Map.of("FJ", new Counters(2, 1, 1, 0, 60), "TO", new Counters(1, 0, 0, 1, 0)));
        assertThat(reader.distinct("FJ", today.minusDays(6), today).count()).isOne();
    }

    @Test
    void anEventThatComesTwiceCountsOnce() {
        long profile = PROFILES.incrementAndGet();
        append(profile, "WS", "play", "same");
        append(profile, "WS", "play", "same");
        append(profile, "WS", "play", "other");
        awaitRecords(3);

        assertThat(since(before)).isEqualTo(new Ledger(2, 1, 0, 0));
        assertThat(reader.profile(profile, today)).containsEntry("WS", new Counters(2, 2, 0, 0, 120));
    }

    @Test
    void lateEventsAreCountedAsLateAndNotLive() {
        long profile = PROFILES.incrementAndGet();
        Instant dayBeforeTheWindow = now.minus(3, ChronoUnit.DAYS);
        log.append(EventLog.stamp(profile, "NR", "play", "late", dayBeforeTheWindow), now);
        log.append(EventLog.stamp(profile, "NR", "play", "in time", now.minus(2, ChronoUnit.DAYS)), now);
        log.flush();
        awaitRecords(2);

        assertThat(since(before)).isEqualTo(new Ledger(1, 0, 1, 0));
        assertThat(reader.day(today.minusDays(3))).isEmpty();
        assertThat(reader.profile(profile, today.minusDays(2))).containsEntry("NR", new Counters(1, 1, 0, 0, 60));
    }

    @Test
    void aRecordWithoutAStampIsKeptOnTheRejectedTopicAndPassed() {
        log.appendUnreadable(2, now);
        log.flush();
        append(PROFILES.incrementAndGet(), "KI", "play", "after it");
        awaitRecords(2);

        assertThat(since(before)).isEqualTo(new Ledger(1, 0, 0, 1));
        ConsumerRecord<byte[], byte[]> parked = RejectedRecords.whoseDetailHas("a stamp of version '9'");
        assertThat(text(parked.headers().lastHeader(Topics.REASON_HEADER).value()))
                .isEqualTo("schema_violation");
        assertThat(text(parked.headers().lastHeader(Topics.DETAIL_HEADER).value()))
                .contains("app-events-2@");
        assertThat(text(parked.value())).isEqualTo("{}");
    }

    @Test
    void theWorkerWaitsWhileRedisIsAwayAndGoesOnWhereTheFenceStands() {
        long profile = PROFILES.incrementAndGet();
        append(profile, "PW", "play", "before");
        awaitRecords(1);
        // The append-only file is synchronised each second; what this test appended has to be in it before the kill.
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(now.plusSeconds(3)));

        Servers.running().withoutRedis(() -> {
            for (int i = 0; i < 500; i++) {
                append(profile, "PW", "play", "while away " + i);
            }
            await().atMost(PATIENCE).until(() -> metric("rollcall_rollup_retries_total") > 0);
            await().atMost(PATIENCE).until(() -> sum("rollcall_rollup_lag_records{") >= 500);
        });

        awaitRecords(501);
        assertThat(reader.profile(profile, today)).containsEntry("PW", new Counters(501, 501, 0, 0, 501 * 60));
        await().atMost(PATIENCE).until(() -> sum("rollcall_rollup_lag_records{") == 0);
    }

    @Test
    void aWipedRedisIsFilledAgainFromTheLog() {
        long profile = PROFILES.incrementAndGet();
        append(profile, "TV", "play", "a");
        append(profile, "TV", "play", "b");
        awaitRecords(2);
        Ledger whole = reader.ledger();
        Map<String, DayCounters> day = reader.day(today);
        double rewinds = metric("rollcall_rollup_rewinds_total");

        RedisCommands.flushAll(vertx, Servers.running().redis().url());

        await().atMost(PATIENCE).until(() -> reader.ledger().records() == whole.records());
        assertThat(reader.ledger()).isEqualTo(whole);
        assertThat(reader.day(today)).isEqualTo(day);
        assertThat(metric("rollcall_rollup_rewinds_total")).isGreaterThan(rewinds);
    }

    @Test
    void anErasedProfileIsKeptOutOfWhatComesAndOfWhatIsReplayed() {
        long erased = PROFILES.incrementAndGet();
        long other = PROFILES.incrementAndGet();
        append(erased, "MH", "play", "before");
        append(other, "MH", "play", "of another");
        awaitRecords(2);
        assertThat(since(before)).isEqualTo(new Ledger(2, 0, 0, 0));

        log.entomb(new Tombstone(erased, now));
        AtomicLong after = new AtomicLong();
        await().atMost(PATIENCE).until(() -> {
            append(erased, "MH", "play", "after " + after.incrementAndGet());
            awaitRecords(2 + after.get());
            return since(before).erased() > 0;
        });
        append(erased, "NU", "play", "surely after");
        awaitRecords(3 + after.get());
        assertThat(reader.day(today)).doesNotContainKey("NU");
        assertThat(metric("rollcall_rollup_erased_total")).isPositive();

        Ledger whole = reader.ledger();
        RedisCommands.flushAll(vertx, Servers.running().redis().url());
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> reader.profile(erased, today).isEmpty()
                        && reader.ledger().records() == whole.records());

        assertThat(reader.day(today)).containsEntry("MH", new DayCounters(1, new Counters(1, 1, 0, 0, 60)));
        assertThat(reader.profile(erased, today)).isEmpty();
        assertThat(reader.distinct("MH", today, today).count()).isOne();
        long slice = NowWindow.sliceOf(now.toEpochMilli());
        assertThat(requireNonNull(reader.seen(new NowWindow(slice, slice)).get("MH"))
                        .count())
                .isOne();
        assertThat(reader.ledger().erased()).isEqualTo(2 + after.get());
    }

    @Test
    void recordsFromWhenPartitionsWereFewerCountOnce() {
        long profile = PROFILES.incrementAndGet();
        while (Shards.partitionOf(Shards.shardOf(profile), LogTopics.PARTITIONS) == 0) {
            profile = PROFILES.incrementAndGet();
        }
        append(profile, "CK", "play", "on its partition");
        log.append(EventLog.stamp(profile, "CK", "play", "on the only one there was", now), now, 1);
        log.flush();
        awaitRecords(2);
        assertThat(reader.profile(profile, today)).containsEntry("CK", new Counters(2, 2, 0, 0, 120));

        log.append(EventLog.stamp(profile, "CK", "play", "again", now), now, 1);
        log.flush();
        awaitRecords(3);
        assertThat(since(before)).isEqualTo(new Ledger(3, 0, 0, 0));
    }

    @Test
    void manyEventsAddUpExactly() {
        long seed = 20_261_122;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Set<Long> profiles = new TreeSet<>();
        long watched = 0;
        for (int i = 0; i < 20_000; i++) {
            long profile = random.nextLong(5_000_000, 5_003_000);
            boolean play = random.nextInt(4) == 0;
            log.append(EventLog.stamp(profile, "VU", play ? "play" : "browse", "many-" + i, now), now);
            profiles.add(profile);
            watched += play ? 60 : 0;
        }
        log.flush();
        awaitRecords(20_000);

        DayCounters vanuatu = requireNonNull(reader.day(today).get("VU"));
        assertThat(vanuatu.dau()).isEqualTo(profiles.size());
        assertThat(vanuatu.counters().events()).isEqualTo(20_000);
        assertThat(vanuatu.counters().watchSec()).isEqualTo(watched);
    }

    @Test
    void whatIsServedIsAsOfNowWhenNothingIsLeftToApply() {
        append(PROFILES.incrementAndGet(), "FM", "play", "a");
        awaitRecords(1);
        Instant applied = Instant.now();
        await().atMost(PATIENCE).until(() -> reader.freshness().asOf().isAfter(applied));
        assertThat(reader.freshness().covers(today)).isTrue();
    }

    private void append(long profile, String region, String name, String eventId) {
        log.append(EventLog.stamp(profile, region, name, eventId, now), now);
        log.flush();
    }

    private void awaitRecords(long records) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> since(before).records() == records);
    }

    private Ledger since(Ledger earlier) {
        Ledger ledger = reader.ledger();
        return new Ledger(
                ledger.counted() - earlier.counted(),
                ledger.duplicate() - earlier.duplicate(),
                ledger.late() - earlier.late(),
                ledger.unreadable() - earlier.unreadable(),
                ledger.erased() - earlier.erased());
    }

    private boolean isReady() {
        return RestAssured.get("/q/health/ready").statusCode() == 200
                && metrics().contains("rollcall_rollup_lag_records{partition=\"" + (LogTopics.PARTITIONS - 1));
    }

    private static String metrics() {
        return RestAssured.get("/q/metrics").asString();
    }

    private static double metric(String name) {
        return sum(name);
    }

    private static double sum(String prefix) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private long records() {
        return log.ends().values().stream().mapToLong(Long::longValue).sum();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
