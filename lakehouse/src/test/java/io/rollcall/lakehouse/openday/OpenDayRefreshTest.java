package io.rollcall.lakehouse.openday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rollcall.event.testkit.Today;
import io.rollcall.lake.Lake;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.value.MetricQuestion;
import io.rollcall.lakehouse.LakeTurns;
import io.rollcall.lakehouse.Servers;
import io.rollcall.lakehouse.archive.Archiver;
import io.rollcall.log.testkit.EventLog;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counting today beside all that the lakehouse does. */
@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class OpenDayRefreshTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    Lake lake;

    @Inject
    LakeTurns turns;

    @Inject
    Archiver archiver;

    @Inject
    OpenDayRefresh refresh;

    @Inject
    MeterRegistry metrics;

    private final LocalDate today = Today.lasting(Duration.ofMinutes(3));
    private final EventLog log = new EventLog(Servers.bootstrapServers());

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void anEventOfTodayIsInTheMetricsOnceItIsArchivedAndCounted() {
        came(8_200_001, "TV");
        await().atMost(PATIENCE).until(() -> refresh.refresh() && actives() == 1);
        assertThat(lake.published().days()).doesNotContainKey(today);
        assertThat(metrics.get("rollcall.open.day.age.seconds").gauge().value()).isBetween(0.0, 60.0);
        assertThat(metrics.get("rollcall.open.day.last.refresh.seconds").gauge().value())
                .isPositive();

        long seen = lake.published().openId();
        assertThat(refresh.refresh()).isTrue();
        assertThat(lake.published().openId()).as("nothing new").isEqualTo(seen);
    }

    /** The archive commits seldom where nothing comes; what is counted is not older for that. */
    @Test
    void figuresDoNotAgeWhileNothingIsMissing() {
        came(8_200_002, "NR");
        await().atMost(PATIENCE).until(() -> refresh.refresh() && !archiver.isBehind());
        Instant then = Instant.now();
        await().atMost(PATIENCE)
                .until(() -> archiver.nothingWaitedAt().filter(then::isBefore).isPresent());
        assertThat(refresh.refresh()).isTrue();
        double age = metrics.get("rollcall.open.day.age.seconds").gauge().value();
        assertThat(age)
                .isLessThanOrEqualTo(Duration.between(then, Instant.now()).toNanos() / 1e9);
    }

    @Test
    void nothingIsCountedWhileSomebodyWorksOnTheLake() {
        CountDownLatch ends = new CountDownLatch(1);
        CountDownLatch works = new CountDownLatch(1);
        CompletableFuture<Boolean> work = CompletableFuture.supplyAsync(() -> turns.work(() -> {
            works.countDown();
            return isOpened(ends);
        }));
        assertThat(isOpened(works)).isTrue();
        long seen = lake.published().openId();
        assertThat(refresh.refresh()).isFalse();
        assertThat(lake.published().openId()).isEqualTo(seen);
        ends.countDown();
        assertThat(work.join()).isTrue();
        assertThat(refresh.refresh()).isTrue();
    }

    private static boolean isOpened(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void came(long profile, String region) {
        log.append(
                profile,
                region,
                "login",
                "open",
                today.atStartOfDay(ZoneOffset.UTC).toInstant(),
                Instant.now());
        log.flush();
        archiver.commitSoon();
    }

    private double actives() {
        ComputedMetric lifecycle = (ComputedMetric) Metrics.find("lifecycle").orElseThrow();
        return lake
                .published()
                .figures(
                        new MetricQuestion(lifecycle.arguments(Map.of()), today, today, RegionChoice.of(Set.of("TV"))),
                        1_000)
                .stream()
                .mapToDouble(row -> row.values().get("active"))
                .sum();
    }
}
