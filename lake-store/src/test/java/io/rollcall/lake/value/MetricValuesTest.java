package io.rollcall.lake.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.Published;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.metric.Binding;
import io.rollcall.lake.metric.Choice;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Interval;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.Parameter;
import io.rollcall.lake.metric.Ranking;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When metrics are worked out, and what of them is served; what they say, other tests hold. */
class MetricValuesTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final Instant NIGHT = Instant.parse("2026-01-03T02:30:00Z");
    private static final Instant NEXT_NIGHT = Instant.parse("2026-01-04T02:30:00Z");
    private static final long PLENTY = 1_000;

    @Test
    void aNightWorksOutWhatItsDaysReachAndTheSecondTimeNothing(@TempDir Path directory) {
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(
                    NIGHT, login(1, "US", "2026-01-01"), login(1, "US", "2026-01-02"), login(2, "BR", "2026-01-02"));
            fixture.reconcile(NIGHT);
            assertThat(workOut(fixture)).isNotEmpty();
            assertThat(lness(fixture.lake().published(), SECOND, RegionChoice.TOTAL))
                    .containsExactlyInAnyOrder("7/1=1", "7/2=1", "30/1=1", "30/2=1");
            assertThat(lness(fixture.lake().published(), SECOND, RegionChoice.EVERY))
                    .containsExactlyInAnyOrder("7/1=1", "7/2=1", "30/1=1", "30/2=1");
            assertThat(workOut(fixture)).as("nothing was published since").isEmpty();
        }
    }

    @Test
    void aLateEventChangesTheDaysAfterItAndTheEarlierFiguresStay(@TempDir Path directory) {
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(NIGHT, login(1, "US", "2026-01-01"), login(1, "US", "2026-01-02"));
            fixture.reconcile(NIGHT);
            workOut(fixture);
            fixture.archive(NEXT_NIGHT, login(2, "US", "2026-01-01"));
            fixture.reconcile(NEXT_NIGHT);
            assertThat(workOut(fixture))
                    .filteredOn(due -> due.computation().name().equals("lness"))
                    .flatExtracting(MetricRun.Due::days)
                    .containsExactly(FIRST, SECOND);
            Published now = fixture.lake().published();
            assertThat(lness(now, SECOND, RegionChoice.of(Set.of("US")))).contains("7/1=1", "7/2=1");
            assertThat(lness(now.asOf(NIGHT), SECOND, RegionChoice.of(Set.of("US"))))
                    .containsExactlyInAnyOrder("7/2=1", "30/2=1");
        }
    }

    @Test
    void aDayIsAsUnsettledAsTheWorstOfItsWindow(@TempDir Path directory) {
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(NEXT_NIGHT, login(1, "US", "2026-01-01"), login(1, "US", "2026-01-03"));
            fixture.reconcile(NEXT_NIGHT);
            workOut(fixture);
            assertThat(rows(fixture.lake().published(), FIRST.plusDays(2), RegionChoice.of(Set.of("US"))))
                    .isNotEmpty()
                    .allSatisfy(row -> {
                        assertThat(row.status()).isEqualTo(DayStatus.PROVISIONAL);
                        assertThat(row.asOf()).isEqualTo(NEXT_NIGHT);
                    });
        }
    }

    @Test
    void aQuestionThatWouldReadTooMuchIsRefused(@TempDir Path directory) {
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(NIGHT, login(1, "US", "2026-01-01"), login(2, "US", "2026-01-01"));
            fixture.reconcile(NIGHT);
            MetricQuestion own = own("segments", Map.of("high_from", "1"));
            assertThat(fixture.lake().published().figures(own, 2)).isNotEmpty();
            assertThatThrownBy(() -> fixture.lake().published().figures(own, 1))
                    .isInstanceOf(TooCostlyException.class)
                    .hasMessageContaining("2 rows");
        }
    }

    @Test
    void aQuestionThatNeedsDroppedEventsIsRefusedAndOneThatDoesNotIsAnswered(@TempDir Path directory) {
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(NIGHT, login(1, "US", "2026-01-01"), login(2, "US", "2026-01-02"));
            fixture.reconcile(NIGHT);
            assertThat(fixture.keepSilverSince(Instant.parse("2026-01-02T00:00:00Z")))
                    .containsExactly(FIRST);
            Published published = fixture.lake().published();
            assertThatThrownBy(() -> published.figures(own("funnel", Map.of("window_hours", "1")), PLENTY))
                    .isInstanceOfSatisfying(
                            EventsDroppedException.class,
                            dropped -> assertThat(dropped.lastDropped()).isEqualTo(FIRST));
            assertThat(published.figures(own("adoption", Map.of("lookback", "0")), PLENTY))
                    .as("features are counted with the day")
                    .singleElement()
                    .satisfies(row -> assertThat(row.item()).isEqualTo("login"));
        }
    }

    /** Titles look a week back and sessions a day ahead; the raw events of these days are there longer than the others. */
    @Test
    void aLateEventReachesTheMetricsThatNeedEventsOfDaysBesideItThatAreNotKeptAnyMore(@TempDir Path directory) {
        LocalDate third = FIRST.plusDays(2);
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(
                    NEXT_NIGHT,
                    play(1, "2026-01-01T12:00:00Z"),
                    play(1, "2026-01-02T12:00:00Z"),
                    play(1, "2026-01-03T12:00:00Z"));
            fixture.reconcile(NEXT_NIGHT);
            workOut(fixture);
            assertThat(fixture.keepSilverSince(Instant.parse("2026-01-04T00:00:00Z")))
                    .containsExactly(FIRST, SECOND, third);
            fixture.archive(NEXT_NIGHT.plusSeconds(60), play(2, "2026-01-02T23:50:00Z"));
            fixture.reconcile(NEXT_NIGHT.plusSeconds(60));
            workOut(fixture);
            Published now = fixture.lake().published();
            for (String asked : List.of("titles unique_viewers", "sessions sessions")) {
                String[] names = asked.split(" ", -1);
                assertThat(now.figures(
                                new MetricQuestion(
                                        metric(names[0]).arguments(Map.of()), SECOND, SECOND, RegionChoice.TOTAL),
                                PLENTY))
                        .as(asked)
                        .anySatisfy(row -> assertThat(row.values()).containsEntry(names[1], 2.0));
            }
        }
    }

    /** A session of an old day goes on in what came late of the days after it; none of their events was kept but the raw ones. */
    @Test
    void aLateEventReachesTheSessionsThatItGoesOnThoughTheEventsOfTheirDaysAreNotKept(@TempDir Path directory) {
        Instant settled = Instant.parse("2026-01-20T02:30:00Z");
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(
                    settled,
                    play(1, "2026-01-01T23:50:00Z"),
                    play(1, "2026-01-02T00:00:00Z"),
                    play(2, "2026-01-01T12:00:00Z"),
                    play(3, "2026-01-02T12:00:00Z"),
                    play(3, "2026-01-03T12:00:00Z"));
            fixture.reconcile(settled);
            workOut(fixture);
            assertThat(sessions(fixture.lake().published()))
                    .containsExactly("2026-01-01 2 600.0 FINAL", "2026-01-02 1 null FINAL", "2026-01-03 1 null FINAL");
            fixture.keepSilverSince(Instant.parse("2026-01-04T00:00:00Z"));

            fixture.archive(settled.plusSeconds(60), play(2, "2026-01-02T18:00:00Z"));
            fixture.reconcile(settled.plusSeconds(60));
            workOut(fixture);
            assertThat(sessions(fixture.lake().published()))
                    .as("late events of the second day alone are no session of the first")
                    .containsExactly(
                            "2026-01-01 2 600.0 FINAL", "2026-01-02 2 null RESTATED", "2026-01-03 1 null FINAL");
            fixture.keepSilverSince(Instant.parse("2026-01-04T00:00:00Z"));

            fixture.archive(settled.plusSeconds(120), play(1, "2026-01-02T00:20:00Z"));
            fixture.reconcile(settled.plusSeconds(120));
            workOut(fixture);
            assertThat(sessions(fixture.lake().published()))
                    .as("they go on in one of the first day")
                    .containsExactly(
                            "2026-01-01 2 1800.0 RESTATED", "2026-01-02 2 null RESTATED", "2026-01-03 1 null FINAL");
            assertThat(workOut(fixture)).isEmpty();
        }
    }

    private static List<String> sessions(Published published) {
        return published
                .figures(
                        new MetricQuestion(
                                metric("sessions").arguments(Map.of()), FIRST, SECOND.plusDays(1), RegionChoice.TOTAL),
                        PLENTY)
                .stream()
                .map(row -> row.dt() + " "
                        + Math.round(row.values().getOrDefault("sessions", -1.0)) + " "
                        + row.values().get("duration_mean_sec") + " " + row.status())
                .toList();
    }

    @Test
    void aRuntimeThatBecomesKnownLaterReachesTheDaysThatWereWorkedOut(@TempDir Path directory) throws IOException {
        Path titles = directory.resolve("titles.csv");
        String header = "title_id,name,kind,genre,runtime_sec\n";
        Instant settled = Instant.parse("2026-01-20T02:30:00Z");
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.lake().loadTitles(Files.writeString(titles, header + "7,Seven,movie,drama,\n"));
            fixture.archive(
                    settled,
                    play(1, "2026-01-01T12:00:00Z"),
                    play(1, "2026-01-02T12:00:00Z").watching(8, 60));
            fixture.reconcile(settled);
            workOut(fixture);
            assertThat(views(fixture.lake().published()))
                    .containsExactly("2026-01-01 null FINAL", "2026-01-02 null FINAL");

            fixture.archive(settled.plusSeconds(60));
            fixture.lake().loadTitles(Files.writeString(titles, header + "7,Seven,movie,drama,120\n"));
            assertThat(workOut(fixture))
                    .singleElement()
                    .satisfies(due -> assertThat(due.days()).containsExactly(FIRST));
            assertThat(views(fixture.lake().published()))
                    .containsExactly("2026-01-01 0.5 RESTATED", "2026-01-02 null FINAL");
            assertThat(views(fixture.lake().published().asOf(settled))).contains("2026-01-01 null FINAL");

            fixture.lake().loadTitles(titles);
            assertThat(workOut(fixture)).as("the same file again").isEmpty();
        }
    }

    /** Names are those of now, of whatever day a row is, however it is answered; of a title that nobody has named there are none. */
    @Test
    void titlesAreCalledWhatTheyAreCalledNow(@TempDir Path directory) throws IOException {
        Path titles = directory.resolve("titles.csv");
        String header = "title_id,name,kind,genre,runtime_sec\n";
        Instant night = Instant.parse("2026-01-03T02:30:00Z");
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(
                    night,
                    play(1, "2026-01-01T12:00:00Z"),
                    play(1, "2026-01-01T13:00:00Z").watching(8, 60));
            fixture.reconcile(night);
            workOut(fixture);
            assertThat(names(fixture, Map.of(), Interval.DAY)).containsExactly("7 null null", "8 null null");

            fixture.lake().loadTitles(Files.writeString(titles, header + "7,Seven,movie,drama,\n70,Other,movie,,\n"));
            assertThat(names(fixture, Map.of(), Interval.DAY)).containsExactly("7 Seven drama", "8 null null");
            assertThat(names(fixture, Map.of("by", "viewers", "limit", "1"), Interval.DAY))
                    .containsExactly("7 Seven drama");
            assertThat(names(fixture, Map.of(), Interval.WEEK))
                    .as("worked out while one waits")
                    .containsExactly("7 Seven drama", "8 null null");
            fixture.lake().loadTitles(Files.writeString(titles, header + "7,Sieben,movie,Krimi,\n8,Acht,series,,\n"));
            assertThat(names(fixture, Map.of(), Interval.DAY)).containsExactly("7 Sieben Krimi", "8 Acht null");
        }
    }

    private static List<String> names(BronzeFixture fixture, Map<String, String> parameters, Interval interval) {
        return fixture
                .lake()
                .published()
                .figures(
                        new MetricQuestion(
                                metric("titles").arguments(parameters, interval), FIRST, FIRST, RegionChoice.TOTAL),
                        PLENTY)
                .stream()
                .map(row -> row.item() + " " + row.labels().get(0) + " "
                        + row.labels().get(1))
                .toList();
    }

    private static List<String> views(Published published) {
        return published
                .figures(
                        new MetricQuestion(metric("titles").arguments(Map.of()), FIRST, SECOND, RegionChoice.TOTAL),
                        PLENTY)
                .stream()
                .map(row -> row.dt() + " " + row.values().get("views") + " " + row.status())
                .toList();
    }

    @Test
    void aDayOfWhichNobodyKnowsYetWhoCameForTheFirstTimeHasNoRow(@TempDir Path directory) {
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(NIGHT, login(1, "US", "2026-01-01"));
            fixture.reconcile(NIGHT);
            MetricQuestion asked = own("retention", Map.of("horizon", "10"));
            assertThat(fixture.lake().published().figures(asked, PLENTY))
                    .as("published, and not worked out")
                    .isEmpty();
            workOut(fixture);
            assertThat(fixture.lake().published().figures(asked, PLENTY)).isNotEmpty();
        }
    }

    @Test
    void theFirstRowsOfEachDayAreThoseOfTheMeasureThatIsAskedFor(@TempDir Path directory) {
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(
                    NIGHT,
                    login(1, "US", "2026-01-01"),
                    login(1, "US", "2026-01-02"),
                    login(2, "US", "2026-01-02"),
                    login(3, "US", "2026-01-02"));
            fixture.reconcile(NIGHT);
            workOut(fixture);
            assertThat(top(fixture, true)).containsExactly("2026-01-01 1=1", "2026-01-02 1=2");
            assertThat(top(fixture, false)).containsExactly("2026-01-01 1=1", "2026-01-02 2=1");
        }
    }

    /** The first row of the days, as {@code lness} would answer if it were ranked. */
    private static List<String> top(BronzeFixture fixture, boolean largestFirst) {
        ComputedMetric lness = metric("lness");
        Parameter<Integer> one = new Parameter<>(
                "limit",
                "rows",
                lness.parameters().get(0).domain(),
                Integer::valueOf,
                1,
                "1",
                rows -> true,
                (rows, arguments) -> new Binding(Map.of(), Map.of(), 0, 0),
                (rows, arguments) -> new Choice(Set.of(), Set.of(), Optional.empty(), OptionalInt.of(rows)),
                rows -> List.of());
        ComputedMetric ranked = new ComputedMetric(
                lness.name(),
                lness.version(),
                lness.definition(),
                lness.columns(),
                List.of(lness.parameters().get(0), one),
                lness.computations(),
                Optional.of(new Ranking("profiles", largestFirst)),
                Set.of(Interval.DAY),
                arguments -> {});
        MetricQuestion question = new MetricQuestion(
                ranked.arguments(Map.of("window", "7")), FIRST, SECOND, RegionChoice.of(Set.of("US")));
        return fixture.lake().published().figures(question, PLENTY).stream()
                .map(row -> row.dt() + " " + row.item() + "="
                        + Math.round(row.values().getOrDefault("profiles", 0.0)))
                .toList();
    }

    private static MetricQuestion own(String metric, Map<String, String> texts) {
        return new MetricQuestion(metric(metric).arguments(texts), FIRST, FIRST, RegionChoice.of(Set.of("US")));
    }

    private static ComputedMetric metric(String name) {
        return (ComputedMetric) Metrics.find(name).orElseThrow();
    }

    private static Event login(long profile, String region, String dt) {
        return Event.of(profile, region, "login", profile + "-" + dt, dt + "T12:00:00Z");
    }

    private static Event play(long profile, String at) {
        return Event.of(profile, "US", "play", profile + "-" + at, at).watching(7, 60);
    }

    private static List<MetricRun.Due> workOut(BronzeFixture fixture) {
        MetricRun run = fixture.lake().beginMetricRun();
        List<MetricRun.Due> due = run.due();
        due.forEach(run::workOut);
        return due;
    }

    private static List<String> lness(Published published, LocalDate dt, RegionChoice regions) {
        return rows(published, dt, regions).stream()
                .map(row -> row.dimension() + "/" + row.item() + "="
                        + Math.round(row.values().getOrDefault("profiles", 0.0)))
                .toList();
    }

    private static List<MetricRow> rows(Published published, LocalDate dt, RegionChoice regions) {
        return published.figures(new MetricQuestion(metric("lness").arguments(Map.of()), dt, dt, regions), PLENTY);
    }
}
