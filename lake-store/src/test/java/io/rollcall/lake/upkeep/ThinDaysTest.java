package io.rollcall.lake.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.engine.Row;
import io.rollcall.lake.files.StoredFiles;
import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.table.DayPart;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.PlannedFiles;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import io.rollcall.lake.value.MetricRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days of a few events share files, and are replaced, dropped and erased all the same as if each had its own. */
class ThinDaysTest {
    private static final LocalDate FIRST = LocalDate.parse("2024-01-01");
    private static final int DAYS = 60;
    private static final Instant NIGHT = nightAfter(DAYS + 4);
    private static final long EVERY_DAY = 7;

    private final BronzeFixture fixture;

    ThinDaysTest(@TempDir Path directory) {
        this.fixture = new BronzeFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void daysThatComeAtOnceShareAFileOfEachTable() {
        broughtInAtOnce();
        assertThat(files(LakeTable.APP_EVENT)).isOne();
        assertThat(files(LakeTable.ENRICHED_APP_EVENTS)).isOne();
        for (CountedTable counted : CountedTable.values()) {
            assertThat(files(counted.table())).as(counted.validName()).isLessThanOrEqualTo(1);
        }
        assertThat(parts(LakeTable.PROFILE_DAY_RUN))
                .extracting(DayPart::dt)
                .hasSize(DAYS)
                .doesNotHaveDuplicates();
        MetricRun figures = fixture.lake().beginMetricRun();
        figures.due().forEach(figures::workOut);
        long metrics =
                parts(LakeTable.FIGURE).stream().map(DayPart::second).distinct().count();
        // lness and adoption take a month at a time.
        assertThat((long) files(LakeTable.FIGURE)).isBetween(metrics, metrics + 4);
        assertThat(fixture.lake().beginMetricRun().due()).isEmpty();
        assertDauIsTwoOn(FIRST, FIRST.plusDays(DAYS - 1));
    }

    @Test
    void oneOfThemIsCountedAnewAndTheOthersStayAsTheyAre() {
        broughtInAtOnce();
        LocalDate late = FIRST.plusDays(20);
        fixture.archive(NIGHT, event(99, late, "late"));

        assertThat(fixture.reconcile(NIGHT.plusSeconds(60)))
                .extracting(PublishedDay::dt, PublishedDay::status)
                .containsExactly(tuple(late, DayStatus.RESTATED));
        assertThat(rows(LakeTable.ENRICHED_APP_EVENTS)).isEqualTo(2 * DAYS + 1);
        assertDau(late, 3);
        assertDauIsTwoOn(FIRST, late.minusDays(1));
        assertDauIsTwoOn(late.plusDays(1), FIRST.plusDays(DAYS - 1));

        // The counts that it had before stand beside the others of their file until they are swept.
        assertThat(fixture.lake().sweep(NIGHT.plus(Duration.ofHours(2)))).isPositive();
        assertThat(parts(LakeTable.PROFILE_DAY_RUN))
                .extracting(DayPart::dt)
                .hasSize(DAYS)
                .doesNotHaveDuplicates();
        assertThat(fixture.lake().published().profile(EVERY_DAY, FIRST, FIRST.plusDays(DAYS)))
                .hasSize(DAYS);
        assertThat(fixture.reconcile(NIGHT.plusSeconds(120))).isEmpty();
    }

    @Test
    void nightsLeaveFewFilesAndNoDayIsTouchedByPuttingThemTogether() {
        for (int day = 0; day < DAYS; day++) {
            fixture.archive(nightAfter(day), events(FIRST.plusDays(day)));
            fixture.reconcile(nightAfter(day));
        }
        fixture.archive(NIGHT);
        fixture.reconcile(NIGHT);
        assertThat(files(LakeTable.PROFILE_DAY_RUN)).isEqualTo(DAYS);

        assertThat(maintenance().compact()).isPositive();

        for (LakeTable table : List.of(
                LakeTable.APP_EVENT,
                LakeTable.ENRICHED_APP_EVENTS,
                LakeTable.PROFILE_DAY_RUN,
                LakeTable.FEATURE_DAY_RUN,
                LakeTable.ACCOUNT_DAY_RUN,
                LakeTable.AGGREGATE,
                LakeTable.PUBLISHED)) {
            assertThat(files(table)).as(table.qualifiedName()).isOne();
        }
        assertThat(fixture.reconcile(NIGHT.plusSeconds(60))).isEmpty();
        assertDauIsTwoOn(FIRST, FIRST.plusDays(DAYS - 1));
        assertThat(maintenance().compact()).isZero();

        // What was replaced is the past two days later, and with it go the metadata that name it.
        maintenance().expire(Instant.now().plus(Duration.ofDays(2)));
        maintenance().compact();
        fixture.archive(NIGHT.plusSeconds(60), event(3, FIRST.plusDays(DAYS - 1), "last"));
        fixture.reconcile(NIGHT.plusSeconds(60));
        maintenance().expire(Instant.now().plus(Duration.ofDays(2)));
        maintenance().sweepOrphans(Instant.now().plus(Duration.ofDays(2)));
        for (LakeTable table : LakeTable.values()) {
            assertThat(StoredFiles.of(fixture.tables().table(table)))
                    .as(table.qualifiedName())
                    .hasSizeLessThanOrEqualTo(24);
        }
    }

    @Test
    void theRecordsOfOneAreDroppedWhenItsTimeIsOver() {
        fixture.archive(
                NIGHT,
                Stream.of(0, 1, 2)
                        .flatMap(day -> events(FIRST.plusDays(day)).stream())
                        .toList());
        fixture.reconcile(NIGHT);
        Instant over = parts(LakeTable.APP_EVENT).stream()
                .filter(part -> part.dt().equals(FIRST))
                .flatMap(part -> part.highest().time("received_at").stream())
                .findFirst()
                .orElseThrow()
                .plus(Duration.ofDays(MaintenanceSettings.DEFAULT.bronzeDays()))
                .plusSeconds(1);

        assertThat(maintenance().retain(over).bronze()).containsExactly(FIRST);

        assertThat(parts(LakeTable.APP_EVENT))
                .extracting(DayPart::dt)
                .containsOnly(FIRST.plusDays(1), FIRST.plusDays(2));
        assertThat(rows(LakeTable.APP_EVENT)).isEqualTo(4);
        assertThat(fixture.reconcile(over)).isEmpty();
        assertDauIsTwoOn(FIRST, FIRST);
    }

    @Test
    void anErasureRestatesTheDaysOfTheProfileAndNoOthers() {
        broughtInAtOnce();
        LocalDate only = FIRST.plusDays(10);
        fixture.archive(NIGHT, event(55, only, "once"));
        fixture.reconcile(NIGHT.plusSeconds(60));
        maintenance().compact();

        fixture.lake().erase(Set.of(55L), NIGHT.plusSeconds(120));

        // A run that has nothing else to do leaves it.
        LocalDate late = FIRST.plusDays(30);
        fixture.archive(NIGHT.plusSeconds(150), event(99, late, "late"));
        assertThat(fixture.reconcile(NIGHT.plusSeconds(180)))
                .extracting(PublishedDay::dt)
                .containsExactly(only, late);
        assertDauIsTwoOn(FIRST, late.minusDays(1));
        assertDauIsTwoOn(late.plusDays(1), FIRST.plusDays(DAYS - 1));
    }

    private void broughtInAtOnce() {
        fixture.archive(
                NIGHT,
                IntStream.range(0, DAYS)
                        .mapToObj(FIRST::plusDays)
                        .flatMap(dt -> events(dt).stream())
                        .toList());
        assertThat(fixture.reconcile(NIGHT)).hasSize(DAYS);
    }

    private static List<Event> events(LocalDate dt) {
        return List.of(event(EVERY_DAY, dt, "a"), event(1_000 + dt.toEpochDay(), dt, "b"));
    }

    private static Event event(long profile, LocalDate dt, String id) {
        return Event.of(
                profile,
                "US",
                "play",
                id + dt,
                dt.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC).toString());
    }

    private static Instant nightAfter(int day) {
        return FIRST.plusDays(day + 1L).atTime(2, 30).toInstant(ZoneOffset.UTC);
    }

    private Maintenance maintenance() {
        return fixture.lake().maintenance(MaintenanceSettings.DEFAULT);
    }

    private int files(LakeTable table) {
        return PlannedFiles.of(fixture.tables().table(table), Expressions.alwaysTrue())
                .size();
    }

    private List<DayPart> parts(LakeTable kind) {
        Table table = fixture.tables().table(kind);
        return fixture.tables().parts(kind, table);
    }

    private long rows(LakeTable table) {
        try (TableSession session = fixture.lake().session().open(table)) {
            return session.query("SELECT * FROM " + table.qualifiedName(), Row::toString)
                    .size();
        }
    }

    private void assertDau(LocalDate dt, double expected) {
        assertThat(fixture.lake().published().rows(Actives.DAU, dt, dt, RegionChoice.EVERY_AND_TOTAL))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.values().values()).containsExactly(expected));
    }

    private void assertDauIsTwoOn(LocalDate from, LocalDate to) {
        assertThat(fixture.lake().published().rows(Actives.DAU, from, to, RegionChoice.EVERY_AND_TOTAL))
                .hasSize(2 * Math.toIntExact(to.toEpochDay() - from.toEpochDay() + 1))
                .allSatisfy(row -> assertThat(row.values().values()).containsExactly(2.0));
    }
}
