package io.rollcall.lakehouse.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.rollcall.event.Shards;
import io.rollcall.event.Tombstone;
import io.rollcall.event.testkit.Today;
import io.rollcall.lake.Lake;
import io.rollcall.lake.upkeep.MaintenanceSettings;
import io.rollcall.lakehouse.Servers;
import io.rollcall.lakehouse.archive.Archiver;
import io.rollcall.lakehouse.reconcile.Reconciler;
import io.rollcall.lakehouse.reconcile.Selection;
import io.rollcall.log.testkit.EventLog;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.DayCounters;
import io.rollcall.rollup.DistinctCount;
import io.rollcall.rollup.LiveReader;
import io.rollcall.rollup.ShardBatch.Increment;
import io.rollcall.rollup.ShardBatch.ProfileDay;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service as it runs: days from the log to the lake, a wiped Redis, and the days back in it. */
@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class LiveRebuildTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicLong PROFILES = new AtomicLong(5_000_000);
    private static final AtomicInteger TESTS = new AtomicInteger();

    /** The days that can be restored with their counters are few, and so each test has two regions of its own. */
    private static final List<List<String>> PAIRS = List.of(
            List.of("KE", "PE"),
            List.of("UG", "BO"),
            List.of("GH", "EC"),
            List.of("ZM", "UY"),
            List.of("MW", "PY"),
            List.of("TZ", "CL"),
            List.of("RW", "CO"),
            List.of("SN", "EC"));

    @Inject
    Reconciler reconciler;

    @Inject
    Archiver archiver;

    @Inject
    Lake lake;

    @Inject
    SketchRepair repair;

    private List<String> regions = List.of();
    private final EventLog log = new EventLog(Servers.bootstrapServers());
    private final LiveCounters live = new LiveCounters();
    private final LiveReader reader = live.reader();
    private final LocalDate today = Today.lasting(Duration.ofSeconds(45));
    private final Instant now = Instant.now();
    private final Map<ProfileDay, Increment> counted = new HashMap<>();

    @BeforeEach
    void empty() {
        live.wipe();
        // Not in the constructor: Quarkus makes more instances than there are tests.
        regions = requireNonNull(PAIRS.get(TESTS.getAndIncrement()));
    }

    @AfterEach
    void close() {
        log.close();
        live.close();
    }

    @Test
    void afterAWipeTheDaysAreWhatTheyWereAndAreServedAgain() {
        LocalDate dt = today.minusDays(4);
        happens(today.minusDays(14), 3);
        happens(dt, 400);
        happens(dt.plusDays(1), 300);
        reconcile();
        live.begin(Instant.EPOCH, now);
        live.count(now, counted);
        Map<String, DistinctCount> window = reader.distinct(regions, dt, today);
        List<DayCounters> days = days(dt, today);
        wipedAndBegunAnew();
        assertThat(reader.freshness().covers(dt)).isFalse();

        JsonPath done = rebuilt(dt);

        assertThat(days(dt, today)).isEqualTo(days);
        assertThat(reader.distinct(regions, dt, today)).isEqualTo(window);
        assertThat(reader.freshness().covers(dt)).isTrue();
        assertThat(done.getList("days", String.class))
                .containsExactly(dt.toString(), dt.plusDays(1).toString());
        assertThat(done.getInt("shards_done")).isEqualTo(done.getInt("shards")).isEqualTo(2 * Shards.COUNT);
        ProfileDay one = counted.keySet().stream()
                .filter(who -> who.dt().equals(dt))
                .findFirst()
                .orElseThrow();
        assertThat(reader.profile(one.profileId(), dt)).containsKey(one.region());

        rebuilt(dt);
        assertThat(days(dt, today)).as("a second time").isEqualTo(days);
        assertThat(reader.distinct(regions, dt, today)).isEqualTo(window);
    }

    @Test
    void ofOlderDaysTheSketchesComeBackAndDaysWithoutAnythingArePassed() {
        LocalDate dt = today.minusDays(12);
        happens(dt.minusDays(1), 1);
        happens(dt, 200);
        happens(dt.plusDays(3), 100);
        reconcile();
        live.begin(Instant.EPOCH, now);
        live.count(now, counted);
        LocalDate last = dt.plusDays(3); // later days are those of other tests
        DistinctCount window = reader.distinct(regions.get(0), dt, last);
        wipedAndBegunAnew();

        rebuilt(dt);

        assertThat(reader.distinct(regions.get(0), dt, last)).isEqualTo(window);
        assertThat(reader.day(dt)).as("its counters would have ended").isEmpty();
        assertThat(reader.freshness().covers(dt)).isTrue();
        assertThat(reader.freshness().covers(dt.minusDays(1))).isFalse();
    }

    @Test
    void publishedDaysThatTheSketchesDoNotHoldAreRestoredByThemselvesAndNotTwice() {
        LocalDate dt = today.minusDays(16);
        happens(dt, 60);
        reconcile();
        live.begin(Instant.EPOCH, now); // it counts from ever on, and the day came in too late for it
        assertThat(reader.distinct("*", dt, dt).count()).isZero();
        assertThat(reader.lastRestore()).isEmpty();

        repair.repair();

        await().atMost(PATIENCE).until(() -> !reader.lastRestore().isEmpty());
        DistinctCount restored = reader.distinct("*", dt, dt);
        assertThat(60L).isBetween(restored.low(), restored.high());
        await().atMost(PATIENCE).until(() -> status().getString("state").equals("done"));
        String first = reader.lastRestore();
        repair.repair();
        assertThat(status().getString("state")).isEqualTo("done");
        assertThat(reader.lastRestore()).isEqualTo(first);
    }

    @Test
    void whoWasErasedDoesNotComeBack() {
        LocalDate dt = today.minusDays(4);
        happens(dt, 8);
        reconcile();
        live.begin(Instant.EPOCH, now);
        long erased = counted.keySet().iterator().next().profileId();
        long kept = counted.keySet().stream()
                .map(ProfileDay::profileId)
                .filter(profile -> profile != erased)
                .findAny()
                .orElseThrow();
        // And nothing else yet, as when the erasure has failed half-way.
        log.entomb(new Tombstone(erased, now.truncatedTo(ChronoUnit.MILLIS)));

        rebuilt(dt);

        assertThat(reader.profile(erased, dt)).isEmpty();
        assertThat(reader.profile(kept, dt)).isNotEmpty();
    }

    @Test
    void aDayWhoseRawEventsWereDroppedIsRestoredFromItsCounts() {
        LocalDate dt = today.minusDays(25);
        happened(dt, 40, now.minus(Duration.ofDays(9)));
        reconcile();
        assertThat(lake.maintenance(new MaintenanceSettings(1 << 20, Duration.ofDays(1), Duration.ofDays(1), 7, 7))
                        .retain(now)
                        .bronze())
                .containsExactly(dt);
        live.begin(Instant.EPOCH, now);
        live.count(now, counted);
        DistinctCount before = reader.distinct(regions.get(0), dt, dt);
        assertThat(before.count()).isPositive();
        live.wipe();
        live.begin(Instant.EPOCH, now);

        rebuilt(dt);

        assertThat(reader.distinct(regions.get(0), dt, dt)).isEqualTo(before);
    }

    @Test
    void aDayThatIsStillLiveIsLeftToTheWorker() {
        live.begin(Instant.EPOCH, now);
        refused(today.minusDays(2).toString(), 400, "invalid_parameter", "still live");
        refused(today.minusDays(40).toString(), 400, "invalid_parameter", "35 days");
        refused("yesterday", 400, "invalid_parameter", "not a date");
    }

    @Test
    void nothingIsRestoredBeforeTheWorkerHasBegun() {
        happens(today.minusDays(5), 1);
        reconcile();
        refused(today.minusDays(5).toString(), 409, "live_counters_not_begun", "worker");
    }

    @Test
    void daysThatTheLakeHasNotPublishedAreNamed() {
        // Before all others: between days with data it would be published as a quiet one.
        LocalDate dt = today.minusDays(31);
        happens(today.minusDays(22), 1);
        reconcile();
        live.begin(Instant.EPOCH, now);
        happens(dt, 1);
        awaitArchived(dt);

        refused(dt.toString(), 409, "days_not_published", dt.toString());
        assertThat(reader.day(dt)).isEmpty();
        reconcile();
        rebuilt(dt);
    }

    /** Events of new profiles on a day: half of them in each region, every fourth in both. */
    private void happens(LocalDate dt, int profiles) {
        happened(dt, profiles, now);
    }

    private void happened(LocalDate dt, int profiles, Instant receivedAt) {
        Instant noon = dt.atTime(12, 0).toInstant(ZoneOffset.UTC);
        for (int i = 0; i < profiles; i++) {
            long profile = PROFILES.incrementAndGet();
            Set<String> visited = new HashSet<>(List.of(requireNonNull(regions.get(i % 2))));
            if (i % 4 == 0) {
                visited.addAll(regions);
            }
            for (String region : visited) {
                log.append(profile, region, "play", "e-" + region, noon, receivedAt);
                counted.put(new ProfileDay(dt, region, profile), new Increment(true, new Counters(1, 1, 0, 0, 60)));
            }
        }
        log.flush();
    }

    private void reconcile() {
        reconciler.reconcile(new Selection.Due());
    }

    private void awaitArchived(LocalDate dt) {
        await().atMost(PATIENCE).until(() -> {
            archiver.commitSoon();
            return LakeDays.of(lake, Instant.now()).withData().contains(dt);
        });
    }

    private void wipedAndBegunAnew() {
        live.wipe();
        live.begin(today.minusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant(), now);
    }

    private List<DayCounters> days(LocalDate from, LocalDate to) {
        return from.datesUntil(to.plusDays(1))
                .map(reader::day)
                .flatMap(day ->
                        regions.stream().map(region -> day.getOrDefault(region, new DayCounters(0, Counters.ZERO))))
                .toList();
    }

    private static Response asked(String dt) {
        return RestAssured.given()
                .contentType("application/json")
                .body("{\"dt\":\"" + dt + "\"}")
                .post("/v1/live/rebuilds");
    }

    private static JsonPath rebuilt(LocalDate dt) {
        Response answer = asked(dt.toString());
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/v1/live/rebuilds/status");
        await().atMost(PATIENCE).until(() -> !status().getString("state").equals("running"));
        JsonPath status = status();
        assertThat(status.getString("state")).as(status.prettify()).isEqualTo("done");
        return status;
    }

    private static JsonPath status() {
        return RestAssured.get("/v1/live/rebuilds/status").jsonPath();
    }

    private static void refused(String dt, int status, String code, String detail) {
        Response answer = asked(dt);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
        assertThat(answer.jsonPath().getString("detail")).contains(detail);
    }
}
