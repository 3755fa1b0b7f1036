package io.rollcall.lakehouse.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.rollcall.event.Tombstone;
import io.rollcall.event.Topics;
import io.rollcall.lake.Lake;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lakehouse.Servers;
import io.rollcall.lakehouse.archive.Archiver;
import io.rollcall.lakehouse.live.LiveCounters;
import io.rollcall.lakehouse.reconcile.Reconciler;
import io.rollcall.lakehouse.reconcile.Selection;
import io.rollcall.log.testkit.EventLog;
import io.rollcall.log.testkit.LogTopics;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.DayCounters;
import io.rollcall.rollup.ShardBatch.Increment;
import io.rollcall.rollup.ShardBatch.ProfileDay;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service as it runs: a profile in the log, the live counters and the lake, and nowhere afterwards. */
@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ErasureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicLong PROFILES = new AtomicLong(7_000_000);
    private static final Counters PLAY = new Counters(1, 1, 0, 0, 60);

    @Inject
    Lake lake;

    @Inject
    Archiver archiver;

    @Inject
    Reconciler reconciler;

    @Inject
    Tombstones tombstones;

    @Inject
    NightlyErasure nightly;

    @Inject
    RecentErasures recent;

    private final EventLog log = new EventLog(Servers.bootstrapServers());
    private final LiveCounters live = new LiveCounters();
    private final Instant now = Instant.now();
    private final LocalDate dt = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1);
    private final long erased = PROFILES.incrementAndGet();
    private final long other = PROFILES.incrementAndGet();

    @BeforeEach
    void empty() {
        live.wipe();
        LogTopics.make(Servers.bootstrapServers(), Topics.APP_PROFILE_TOMBSTONES);
    }

    @AfterEach
    void close() {
        log.close();
        live.close();
    }

    @Test
    void anErasedProfileIsNowhereAndOfOthersNothingIsLost() {
        happened();

        Response answer = RestAssured.delete("/v1/profiles/" + erased);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        JsonPath proof = answer.jsonPath();
        assertThat(proof.getLong("profile_id")).isEqualTo(erased);
        assertThat(proof.getString("live[0].dt")).isEqualTo(dt.toString());
        assertThat(proof.getLong("live[0].total_watch_time_sec")).isEqualTo(60);
        assertThat(proof.getInt("lake.files_rewritten")).isPositive();
        assertThat(proof.getInt("lake.files_scanned")).isPositive();
        assertThat(live.reader().day(dt))
                .isEqualTo(Map.of("SB", new DayCounters(1, PLAY), "*", new DayCounters(1, PLAY)));
        assertThat(live.reader().profile(erased, dt)).isEmpty();
        assertThat(filesWith(erased)).isEmpty();
        assertThat(filesWith(other)).isNotEmpty();
        assertThat(inBronze(other)).isOne();
        assertThat(tombstones.all()).extracting(Tombstone::profileId).contains(erased);
    }

    @Test
    void eventsThatComeLaterDoNotComeBackToTheLake() {
        happened();
        assertThat(RestAssured.delete("/v1/profiles/" + erased).statusCode()).isEqualTo(200);
        double before = metric("rollcall_archive_erased_total");

        await().atMost(PATIENCE).until(() -> {
            play(erased, "late " + Instant.now());
            archived();
            return metric("rollcall_archive_erased_total") > before;
        });
        nightly.repeat();

        assertThat(inBronze(erased)).isZero();
        assertThat(filesWith(erased)).isEmpty();
    }

    @Test
    void aRedisThatFallsBackRightAfterwardsDoesNotBringTheProfileBackUntilTheNight() {
        happened();
        assertThat(RestAssured.delete("/v1/profiles/" + erased).statusCode()).isEqualTo(200);

        recent.repeat();
        asRedisHadItBefore();
        recent.repeat();
        assertThat(live.reader().profile(erased, dt)).isEmpty();
        assertThat(live.reader().day(dt))
                .isEqualTo(Map.of("SB", new DayCounters(1, PLAY), "*", new DayCounters(1, PLAY)));

        asRedisHadItBefore();
        recent.repeat(Instant.now().plus(Duration.ofMinutes(2)));
        assertThat(live.reader().profile(erased, dt)).isEmpty();
        asRedisHadItBefore();
        recent.repeat();
        assertThat(live.reader().profile(erased, dt))
                .as("a minute later Redis does not fall back so far")
                .isNotEmpty();
    }

    private void asRedisHadItBefore() {
        live.count(now, Map.of(new ProfileDay(dt, "SB", erased), new Increment(true, PLAY)));
    }

    @Test
    void whatACrashHasLeftUndoneIsDoneAtNight() {
        happened();
        tombstones.write(new Tombstone(erased, Instant.now()));

        nightly.repeat();

        assertThat(live.reader().profile(erased, dt)).isEmpty();
        assertThat(live.reader().day(dt)).containsEntry("*", new DayCounters(1, PLAY));
        assertThat(filesWith(erased)).isEmpty();
        assertThat(inBronze(other)).isOne();
    }

    @Test
    void asksTwiceOrForNobodyAndNothingBreaks() {
        live.begin(Instant.EPOCH, now);
        assertThat(RestAssured.delete("/v1/profiles/" + erased).statusCode()).isEqualTo(200);
        JsonPath again = RestAssured.delete("/v1/profiles/" + erased).jsonPath();
        assertThat(again.getList("live")).isEmpty();
        assertThat(again.getInt("lake.files_rewritten")).isZero();

        for (String nobody : List.of("0", "-1", "me", "9223372036854775808")) {
            Response refused = RestAssured.delete("/v1/profiles/" + nobody);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.jsonPath().getString("code")).isEqualTo("invalid_parameter");
        }
    }

    /** Both profiles play once: counted live, archived and reconciled. */
    private void happened() {
        play(erased, "before");
        play(other, "before");
        reconciler.reconcile(new Selection.Due());
        live.begin(Instant.EPOCH, now);
        live.count(
                now,
                Map.of(
                        new ProfileDay(dt, "SB", erased), new Increment(true, PLAY),
                        new ProfileDay(dt, "SB", other), new Increment(true, PLAY)));
        assertThat(filesWith(erased)).isNotEmpty();
    }

    private void play(long profile, String eventId) {
        log.append(profile, "SB", "play", eventId, dt.atTime(12, 0).toInstant(ZoneOffset.UTC), now);
        log.flush();
    }

    private void archived() {
        Instant asked = Instant.now();
        await().atMost(PATIENCE).until(() -> {
            archiver.commitSoon();
            return lake.bronze().position().asOfMillis() >= asked.toEpochMilli();
        });
    }

    private long inBronze(long profile) {
        try (TableSession session = lake.session().open(LakeTable.APP_EVENT)) {
            return session.query(
                            "SELECT COUNT(*) AS found FROM bronze.app_event WHERE profile_id = " + profile,
                            row -> row.number("found"))
                    .get(0);
        }
    }

    private static List<Path> filesWith(long profile) {
        return ParquetFiles.holding(Servers.lakeDirectory(), profile);
    }

    private static double metric(String name) {
        return RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
