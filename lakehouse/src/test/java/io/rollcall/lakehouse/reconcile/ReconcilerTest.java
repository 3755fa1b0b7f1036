package io.rollcall.lakehouse.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.rollcall.event.testkit.Today;
import io.rollcall.lake.Lake;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.value.MetricRow;
import io.rollcall.lakehouse.Servers;
import io.rollcall.log.testkit.EventLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service as it runs: log in, published figures out. Its tests share the log, so each has days of its own. */
@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ReconcilerTest {
    private static final AtomicLong PROFILES = new AtomicLong(2_000_000);

    @Inject
    Lake lake;

    @Inject
    Reconciler reconciler;

    @Inject
    Scheduler scheduler;

    @Inject
    Observer observer;

    private final EventLog log = new EventLog(Servers.bootstrapServers());

    /** Whoever compares with the live figures would look like this. */
    @ApplicationScoped
    static class Observer {
        private final List<Reconciliation> seen = new ArrayList<>();

        void ended(@Observes Reconciliation reconciliation) {
            seen.add(reconciliation);
        }

        List<Reconciliation> seen() {
            return List.copyOf(seen);
        }
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void whatWasAcknowledgedBeforeTheRunIsInIt() {
        LocalDate dt = LocalDate.parse("2025-03-01");
        append(dt, 3);
        Reconciliation first = reconciler.reconcile(new Selection.Due());
        assertThat(first.published()).extracting(PublishedDay::dt).contains(dt);
        assertThat(dau(dt)).containsExactly("* 3 FINAL", "FJ 3 FINAL");

        append(dt, 2);
        reconciler.reconcile(new Selection.Due());
        assertThat(dau(dt)).containsExactly("* 5 RESTATED", "FJ 5 RESTATED");
    }

    @Test
    void theOpenDayWaits() {
        LocalDate today = Today.lasting(Duration.ofSeconds(45));
        append(today, 1);
        Reconciliation run = reconciler.reconcile(new Selection.Due());
        assertThat(run.waiting()).contains(today);
        assertThat(run.published()).extracting(PublishedDay::dt).doesNotContain(today);
    }

    @Test
    void yesterdayIsProvisional() {
        LocalDate yesterday = LocalDate.ofInstant(Instant.now().minus(2, ChronoUnit.MINUTES), ZoneOffset.UTC)
                .minusDays(1);
        append(yesterday, 1);
        reconciler.reconcile(new Selection.Due());
        assertThat(lake.published().days(yesterday, yesterday).values())
                .extracting(PublishedDay::status)
                .containsExactly(DayStatus.PROVISIONAL);
    }

    @Test
    void aSecondRunPublishesNothingAndAnAskedDayIsPublishedAgain() {
        LocalDate dt = LocalDate.parse("2025-04-01");
        append(dt, 1);
        reconciler.reconcile(new Selection.Due());
        assertThat(reconciler.reconcile(new Selection.Due()).published()).isEmpty();

        Reconciliation asked = reconciler.reconcile(new Selection.Range(dt, dt));
        assertThat(asked.published()).extracting(PublishedDay::dt).containsExactly(dt);
        assertThat(dau(dt)).containsExactly("* 1 FINAL", "FJ 1 FINAL");
    }

    @Test
    void aRunIsToldShownAndCounted() {
        LocalDate dt = LocalDate.parse("2025-05-01");
        append(dt, 1);
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Reconciliation run = reconciler.reconcile(new Selection.Due());

        assertThat(observer.seen()).contains(run);
        assertThat(reconciler.progress())
                .isInstanceOfSatisfying(
                        ReconciliationProgress.Done.class,
                        done -> assertThat(done.result()).isEqualTo(run));
        assertThat(metric("rollcall_reconciliation_last_success_timestamp_seconds "))
                .isGreaterThanOrEqualTo((double) before.getEpochSecond());
        assertThat(metric("rollcall_reconciliation_days_total{status=\"final\"}"))
                .isPositive();
    }

    @Test
    void itIsScheduledForTheNight() {
        assertThat(scheduler.getScheduledJobs())
                .anySatisfy(job -> assertThat(
                                job.getNextFireTime().atZone(ZoneOffset.UTC).toLocalTime())
                        .hasToString("02:30"));
    }

    private void append(LocalDate dt, int profiles) {
        Instant noon = dt.atTime(0, 0).toInstant(ZoneOffset.UTC);
        Instant now = Instant.now();
        for (int i = 0; i < profiles; i++) {
            log.append(PROFILES.incrementAndGet(), "FJ", "login", "e", noon, now);
        }
        log.flush();
    }

    private List<String> dau(LocalDate dt) {
        return lake.published().rows(Actives.DAU, dt, dt, RegionChoice.EVERY_AND_TOTAL).stream()
                .map(ReconcilerTest::text)
                .toList();
    }

    private static String text(MetricRow row) {
        return row.region() + " " + Math.round(row.values().getOrDefault("value", -1.0)) + " " + row.status();
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
