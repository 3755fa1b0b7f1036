package io.rollcall.lake.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.Published;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import io.rollcall.lake.value.FigureQuestion.Own;
import io.rollcall.lake.value.FigureQuestion.Top;
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

/** When the catalogue's metrics are worked out, and what of them is served; what they say, other tests hold. */
class FiguresTest {
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
            assertThat(lness(fixture.lake().published(), SECOND, Set.of("*")))
                    .containsExactlyInAnyOrder("7/1=1", "7/2=1", "30/1=1", "30/2=1");
            assertThat(lness(fixture.lake().published(), SECOND, Set.of()))
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
                    .filteredOn(due -> due.metric() == CatalogueMetric.LNESS)
                    .flatExtracting(FigureRun.Due::days)
                    .containsExactly(FIRST, SECOND);
            Published now = fixture.lake().published();
            assertThat(lness(now, SECOND, Set.of("US"))).contains("7/1=1", "7/2=1");
            assertThat(lness(now.asOf(NIGHT), SECOND, Set.of("US"))).containsExactlyInAnyOrder("7/2=1", "30/2=1");
        }
    }

    @Test
    void aDayIsAsUnsettledAsTheWorstOfItsWindow(@TempDir Path directory) {
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(NEXT_NIGHT, login(1, "US", "2026-01-01"), login(1, "US", "2026-01-03"));
            fixture.reconcile(NEXT_NIGHT);
            workOut(fixture);
            assertThat(rows(fixture.lake().published(), FIRST.plusDays(2), Set.of("US"), Own.NONE))
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
            FigureQuestion own = new FigureQuestion(
                    CatalogueMetric.LNESS,
                    FIRST,
                    FIRST,
                    Set.of("US"),
                    Set.of(),
                    Set.of(),
                    List.of("profiles"),
                    Optional.empty(),
                    new Own(Map.of(), Map.of("asked.nothing", "SELECT 1"), OptionalInt.empty(), OptionalInt.empty()));
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
            assertThatThrownBy(() -> published.figures(
                            own(CatalogueMetric.FUNNEL, FIRST, Map.of("window_millis", "CAST(1000 AS BIGINT)")),
                            PLENTY))
                    .isInstanceOfSatisfying(
                            EventsDroppedException.class,
                            dropped -> assertThat(dropped.lastDropped()).isEqualTo(FIRST));
            assertThat(published.figures(
                            own(CatalogueMetric.ADOPTION, FIRST, Map.of("limit", "CAST(1 AS BIGINT)")), PLENTY))
                    .as("features are counted with the day")
                    .singleElement()
                    .satisfies(row -> assertThat(row.item()).isEqualTo("login"));
        }
    }

    @Test
    void aDayOfWhichNobodyKnowsYetWhoCameForTheFirstTimeHasNoRow(@TempDir Path directory) {
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(NIGHT, login(1, "US", "2026-01-01"));
            fixture.reconcile(NIGHT);
            FigureQuestion asked = own(CatalogueMetric.RETENTION, FIRST, Map.of("horizon", "CAST(10 AS BIGINT)"));
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
            assertThat(top(fixture, Top.Order.DESC)).containsExactly("2026-01-01 1=1", "2026-01-02 1=2");
            assertThat(top(fixture, Top.Order.ASC)).containsExactly("2026-01-01 1=1", "2026-01-02 2=1");
        }
    }

    private static List<String> top(BronzeFixture fixture, Top.Order order) {
        FigureQuestion question = new FigureQuestion(
                CatalogueMetric.LNESS,
                FIRST,
                SECOND,
                Set.of("US"),
                Set.of("7"),
                Set.of(),
                List.of("profiles"),
                Optional.of(new Top("profiles", order, 1)),
                Own.NONE);
        return fixture.lake().published().figures(question, PLENTY).stream()
                .map(row -> row.dt() + " " + row.item() + "="
                        + Math.round(row.values().getOrDefault("profiles", 0.0)))
                .toList();
    }

    private static FigureQuestion own(CatalogueMetric metric, LocalDate dt, Map<String, String> literals) {
        return new FigureQuestion(
                metric,
                dt,
                dt,
                Set.of("US"),
                Set.of(),
                Set.of(),
                List.of("profiles"),
                Optional.empty(),
                new Own(literals, Map.of(), OptionalInt.empty(), OptionalInt.empty()));
    }

    private static Event login(long profile, String region, String dt) {
        return Event.of(profile, region, "login", profile + "-" + dt, dt + "T12:00:00Z");
    }

    private static List<FigureRun.Due> workOut(BronzeFixture fixture) {
        FigureRun run = fixture.lake().beginFigures();
        List<FigureRun.Due> due = run.due();
        due.forEach(run::workOut);
        return due;
    }

    private static List<String> lness(Published published, LocalDate dt, Set<String> regions) {
        return rows(published, dt, regions, Own.NONE).stream()
                .map(row -> row.dimension() + "/" + row.item() + "="
                        + Math.round(row.values().getOrDefault("profiles", 0.0)))
                .toList();
    }

    private static List<FigureRow> rows(Published published, LocalDate dt, Set<String> regions, Own own) {
        return published.figures(
                new FigureQuestion(
                        CatalogueMetric.LNESS,
                        dt,
                        dt,
                        regions,
                        Set.of("7", "30"),
                        Set.of(),
                        List.of("profiles"),
                        Optional.empty(),
                        own),
                PLENTY);
    }
}
