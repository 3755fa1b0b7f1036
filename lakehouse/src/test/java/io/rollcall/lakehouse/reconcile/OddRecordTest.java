package io.rollcall.lakehouse.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.rollcall.lake.Lake;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.files.LocalPaths;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.publish.Publication;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import io.rollcall.lake.value.MetricQuestion;
import io.rollcall.lakehouse.Servers;
import io.rollcall.lakehouse.archive.Archiver;
import io.rollcall.lakehouse.reconcile.Reconciliation.Failure;
import io.rollcall.log.testkit.EventLog;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One day or metric that cannot be worked out stops no other one, and is told. Here it is a file that cannot be read. */
@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class OddRecordTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long PLENTY = 10_000;

    @Inject
    Lake lake;

    @Inject
    Archiver archiver;

    @Inject
    Reconciler reconciler;

    @Test
    void aDayThatCannotBeCountedIsLeftOutAndTheOthersArePublished() throws IOException {
        LocalDate odd = LocalDate.parse("2024-09-01");
        LocalDate good = LocalDate.parse("2024-09-11");
        archive(odd, 8_300_001);
        archive(good, 8_300_002);
        double successBefore = metric("rollcall_reconciliation_last_success_timestamp_seconds ");
        double countedBefore = metric("rollcall_reconciliation_failed_parts_total{part=\"day\"}");
        BrokenFile broken = BrokenFile.of(lake, LakeTable.APP_EVENT, odd);
        try {
            Reconciliation run = reconciler.reconcile(new Selection.Due());
            assertThat(run.published())
                    .extracting(PublishedDay::dt)
                    .contains(good)
                    .doesNotContain(odd);
            assertThat(run.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.metric()).isNull();
                assertThat(failure.from()).isEqualTo(odd);
                assertThat(failure.detail()).isNotBlank();
            });
        } finally {
            broken.mend();
        }
        assertThat(metric("rollcall_reconciliation_failed_parts_total{part=\"day\"}"))
                .isEqualTo(countedBefore + 1);
        assertThat(metric("rollcall_reconciliation_last_success_timestamp_seconds "))
                .as("nothing is a success of which a part failed")
                .isEqualTo(successBefore);
        assertThat(lastSuccessOfAnotherProcess())
                .as("after a restart neither, whatever was published")
                .isEqualTo(successBefore);
        assertThat(RestAssured.get("/v1/reconciliations/status").jsonPath().<String>getList("failures.from"))
                .containsExactly("2024-09-01");

        Reconciliation next = reconciler.reconcile(new Selection.Due());
        assertThat(next.published()).extracting(PublishedDay::dt).containsExactly(odd);
        assertThat(next.failures()).isEmpty();
        assertThat(metric("rollcall_reconciliation_last_success_timestamp_seconds "))
                .isGreaterThan(successBefore)
                .isEqualTo(lastSuccessOfAnotherProcess());
    }

    @Test
    void aDayThatCannotBePublishedIsLeftOutAndTheOthersArePublished() throws IOException {
        LocalDate before = LocalDate.parse("2024-06-30");
        LocalDate odd = LocalDate.parse("2024-07-01");
        LocalDate after = LocalDate.parse("2024-07-03");
        archive(before, 8_300_005);
        archive(odd, 8_300_006);
        archive(after, 8_300_007);
        Publication killed = lake.beginRun(Instant.now());
        countEachInFilesOfItsOwn(killed, killed.touched());
        double countedBefore = metric("rollcall_reconciliation_failed_parts_total{part=\"day\"}");
        double successBefore = metric("rollcall_reconciliation_last_success_timestamp_seconds ");
        BrokenFile broken = BrokenFile.of(lake, LakeTable.PROFILE_DAY_RUN, odd);
        try {
            Reconciliation run = reconciler.reconcile(new Selection.Due());
            assertThat(run.published())
                    .as("counted by the run before, all of them")
                    .extracting(PublishedDay::dt)
                    .contains(before, after)
                    .doesNotContain(odd);
            assertThat(run.failures())
                    .filteredOn(failure -> failure.metric() == null)
                    .extracting(Failure::from)
                    .containsExactly(odd);
        } finally {
            broken.mend();
        }
        assertThat(metric("rollcall_reconciliation_failed_parts_total{part=\"day\"}"))
                .isEqualTo(countedBefore + 1);
        assertThat(metric("rollcall_reconciliation_last_success_timestamp_seconds "))
                .isEqualTo(successBefore);
        assertThat(lake.published().days(before, after))
                .containsKeys(before, after)
                .doesNotContainKey(odd);

        Reconciliation next = reconciler.reconcile(new Selection.Due());
        assertThat(next.failures()).isEmpty();
        assertThat(lake.published().days(odd, odd)).containsOnlyKeys(odd);
    }

    /** Counted together, thin days share a file, and where that is broken all of them are. */
    private static void countEachInFilesOfItsOwn(Publication run, List<DueDay> days) {
        days.forEach(day -> run.count(List.of(day)));
    }

    /** What one says that is started now. */
    private double lastSuccessOfAnotherProcess() {
        MeterRegistry registry = new SimpleMeterRegistry();
        new ReconcileMetrics(registry, lake.metrics()).restore(new StartupEvent(), lake);
        return registry.get("rollcall.reconciliation.last.success.timestamp.seconds")
                .gauge()
                .value();
    }

    @Test
    void aMetricThatCannotBeWorkedOutIsToldAndTheOthersAre() throws IOException {
        LocalDate odd = LocalDate.parse("2024-11-01");
        LocalDate good = LocalDate.parse("2024-12-20");
        archive(odd, 8_300_003);
        archive(good, 8_300_004);
        Publication days = lake.beginRun(Instant.now());
        List<DueDay> due = days.touched();
        countEachInFilesOfItsOwn(days, due);
        days.publish(due, Instant.now());
        BrokenFile broken = BrokenFile.of(lake, LakeTable.ENRICHED_APP_EVENTS, odd);
        try {
            Reconciliation run = reconciler.reconcile(new Selection.Due());
            assertThat(run.failures())
                    .extracting(Failure::metric)
                    .contains("sessions", "funnel")
                    .doesNotContain("lness", "lifecycle", "retention");
            assertThat(rows("lness", odd)).isPositive();
            assertThat(rows("sessions", odd)).isZero();
            assertThat(rows("sessions", good)).isPositive();
        } finally {
            broken.mend();
        }
        assertThat(metric("rollcall_reconciliation_failed_parts_total{part=\"sessions\"}"))
                .isEqualTo(1);
        assertThat(reconciler.reconcile(new Selection.Due()).failures()).isEmpty();
        assertThat(rows("sessions", odd)).isPositive();
    }

    private int rows(String name, LocalDate dt) {
        ComputedMetric metric = (ComputedMetric) Metrics.find(name).orElseThrow();
        return lake.published()
                .figures(new MetricQuestion(metric.arguments(Map.of()), dt, dt, RegionChoice.TOTAL), PLENTY)
                .size();
    }

    private void archive(LocalDate dt, long profile) {
        try (EventLog log = new EventLog(Servers.bootstrapServers())) {
            log.append(
                    profile, "FJ", "play", "e", dt.atStartOfDay(ZoneOffset.UTC).toInstant(), Instant.now());
            log.flush();
        }
        await().atMost(PATIENCE).until(() -> {
            archiver.commitSoon();
            return lake.beginRun(Instant.now()).touched().stream()
                    .map(DueDay::dt)
                    .anyMatch(dt::equals);
        });
    }

    private static double metric(String name) {
        return RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The files of a table's day with other bytes in them, until they are mended. */
    private record BrokenFile(Map<Path, byte[]> whole) {
        static BrokenFile of(Lake lake, LakeTable kind, LocalDate dt) throws IOException {
            List<Path> files;
            try (TableSession session = lake.session()) {
                Tables tables = session.tables();
                files = tables.parts(kind, tables.table(kind), dt, dt).stream()
                        .map(part -> LocalPaths.path(part.file().location()))
                        .distinct()
                        .toList();
            }
            assertThat(files).isNotEmpty();
            Map<Path, byte[]> whole = new HashMap<>();
            for (Path file : files) {
                whole.put(file, Files.readAllBytes(file));
                Files.write(file, "no Parquet".getBytes(StandardCharsets.UTF_8));
            }
            return new BrokenFile(whole);
        }

        void mend() throws IOException {
            for (Map.Entry<Path, byte[]> file : whole.entrySet()) {
                Files.write(file.getKey(), file.getValue());
            }
        }
    }
}
