package io.rollcall.lake.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.Published;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import io.rollcall.lake.value.MetricQuestion;
import io.rollcall.lake.value.MetricRun;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A weekend with a Sunday on which nobody came, reconciled a day at a time and long over; then what happened before it comes. */
class LateHistoryTest {
    private static final LocalDate FRIDAY = LocalDate.parse("2025-06-06");
    private static final LocalDate SATURDAY = FRIDAY.plusDays(1);
    private static final LocalDate SUNDAY = FRIDAY.plusDays(2);
    private static final LocalDate MONDAY = FRIDAY.plusDays(3);
    private static final Instant NIGHT = Instant.parse("2026-03-01T02:30:00Z");
    private static final Instant LATER = NIGHT.plusSeconds(3_600);
    private static final long PLENTY = 1_000;

    private final BronzeFixture fixture;

    LateHistoryTest(@TempDir Path directory) {
        this.fixture = new BronzeFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aQuietDayIsADayThoughItsNeighboursWereReconciledOneByOne() {
        reconcileTheWeekend();
        assertThat(mau(now()))
                .containsExactly(
                        "2025-06-06 2 final", "2025-06-07 3 final", "2025-06-08 3 final", "2025-06-09 4 final");
        assertThat(now().rows(Actives.DAU, SUNDAY, SUNDAY, RegionChoice.EVERY_AND_TOTAL))
                .as("a day without data")
                .isEmpty();
        assertThat(lifecycle(now()))
                .containsExactly(
                        "2025-06-06 new=2 returning=null resurrecting=null dormant=null active=2 final",
                        "2025-06-07 new=1 returning=1 resurrecting=0 dormant=1 active=2 final",
                        "2025-06-08 new=0 returning=0 resurrecting=0 dormant=2 active=0 final",
                        "2025-06-09 new=1 returning=0 resurrecting=1 dormant=0 active=2 final");
        assertThat(cohorts(now(), "1"))
                .as("the days after Monday are over and nobody came")
                .containsExactly("2025-06-06 1/2 final", "2025-06-07 0/1 final", "2025-06-09 0/1 final");
    }

    @Test
    void whatHappenedBeforeRestatesTheFinalValuesThatItChangesAndNoOthers() {
        reconcileTheWeekend();
        reconcile(LATER, came(1902, LocalDate.parse("2025-05-20")), came(1904, LocalDate.parse("2025-05-20")));
        assertThat(mau(now()))
                .containsExactly(
                        "2025-06-06 3 restated",
                        "2025-06-07 4 restated",
                        "2025-06-08 4 restated",
                        "2025-06-09 4 final");
        assertThat(lifecycle(now()))
                .containsExactly(
                        "2025-06-06 new=1 returning=0 resurrecting=1 dormant=0 active=2 restated",
                        "2025-06-07 new=1 returning=1 resurrecting=0 dormant=1 active=2 final",
                        "2025-06-08 new=0 returning=0 resurrecting=0 dormant=2 active=0 final",
                        "2025-06-09 new=0 returning=0 resurrecting=2 dormant=0 active=2 restated");
        assertThat(cohorts(now(), "1")).containsExactly("2025-06-06 1/1 restated", "2025-06-07 0/1 final");
        assertThat(mau(now().asOf(LATER.minusMillis(1))))
                .as("as it stood")
                .containsExactly(
                        "2025-06-06 2 final", "2025-06-07 3 final", "2025-06-08 3 final", "2025-06-09 4 final");
        assertThat(lifecycle(now().asOf(LATER.minusMillis(1))))
                .contains("2025-06-09 new=1 returning=0 resurrecting=1 dormant=0 active=2 final");
        assertThat(cohorts(now().asOf(LATER.minusMillis(1)), "1")).contains("2025-06-06 1/2 final");
    }

    @Test
    void whatHappenedOnTheQuietDayAfterAllRestatesIt() {
        reconcileTheWeekend();
        reconcile(LATER, came(1901, SUNDAY));
        assertThat(now().rows(Actives.DAU, SUNDAY, SUNDAY, RegionChoice.EVERY_AND_TOTAL))
                .filteredOn(row -> row.region().equals("*"))
                .singleElement()
                .satisfies(row -> assertThat(row.status().word()).isEqualTo("restated"));
        assertThat(lifecycle(now()))
                .contains(
                        "2025-06-08 new=0 returning=1 resurrecting=0 dormant=1 active=1 restated",
                        "2025-06-09 new=1 returning=1 resurrecting=0 dormant=0 active=2 restated");
    }

    private void reconcileTheWeekend() {
        fixture.archive(
                NIGHT,
                came(1901, FRIDAY),
                came(1902, FRIDAY),
                came(1901, SATURDAY),
                came(1903, SATURDAY),
                came(1901, MONDAY),
                came(1904, MONDAY));
        for (LocalDate dt : List.of(FRIDAY, SATURDAY, MONDAY)) {
            Publication run = fixture.lake().beginRun(NIGHT);
            List<DueDay> due = run.asked(dt::equals);
            run.count(due);
            run.publish(due, NIGHT);
            workOut();
        }
    }

    private void reconcile(Instant asOf, Event... events) {
        fixture.archive(asOf, events);
        fixture.reconcile(asOf);
        workOut();
    }

    private void workOut() {
        MetricRun run = fixture.lake().beginMetricRun();
        run.due().forEach(run::workOut);
    }

    private static Event came(long profile, LocalDate dt) {
        return Event.of(profile, "AG", "app_start", "w" + profile + "-" + dt, dt + "T12:00:00Z");
    }

    private Published now() {
        return fixture.lake().published();
    }

    private static List<String> mau(Published published) {
        return published.rows(Actives.MAU, FRIDAY, MONDAY, RegionChoice.EVERY_AND_TOTAL).stream()
                .filter(row -> row.region().equals("*"))
                .map(row -> row.dt() + " " + number(row.values().get("value")) + " "
                        + row.status().word())
                .toList();
    }

    private static List<String> lifecycle(Published published) {
        return rows(
                published, "lifecycle", item -> true, List.of("new", "returning", "resurrecting", "dormant", "active"));
    }

    /** Who came back on a day after the first of how many. */
    private static List<String> cohorts(Published published, String day) {
        return rows(published, "retention", item -> item.equals("on " + day), List.of("retained", "cohort")).stream()
                .map(row -> row.replaceAll("retained=(\\S+) cohort=", "$1/"))
                .toList();
    }

    private static List<String> rows(
            Published published, String metric, Predicate<String> chosen, List<String> measures) {
        ComputedMetric computed = (ComputedMetric) Metrics.find(metric).orElseThrow();
        MetricQuestion all = new MetricQuestion(computed.arguments(Map.of()), FRIDAY, MONDAY, RegionChoice.TOTAL);
        List<String> rows = new ArrayList<>();
        published.figures(all, PLENTY).stream()
                .filter(row -> chosen.test(row.dimension() + " " + row.item()))
                .forEach(row -> rows.add(row.dt()
                        + measures.stream()
                                .map(measure -> " " + measure + "="
                                        + number(row.values().get(measure)))
                                .collect(Collectors.joining())
                        + " " + row.status().word()));
        return rows;
    }

    private static String number(@Nullable Double value) {
        return value == null ? "null" : Long.toString(Math.round(value));
    }
}
