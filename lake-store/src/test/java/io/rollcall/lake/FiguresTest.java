package io.rollcall.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.BronzeFixture.Event;
import io.rollcall.lake.FigureQuestion.Own;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
                    new Own(Map.of(), Map.of("asked.nothing", "SELECT 1"), OptionalInt.empty(), OptionalInt.empty()));
            assertThat(fixture.lake().published().figures(own, 2)).isNotEmpty();
            assertThatThrownBy(() -> fixture.lake().published().figures(own, 1))
                    .isInstanceOf(TooCostlyException.class)
                    .hasMessageContaining("2 rows");
        }
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
                new FigureQuestion(CatalogueMetric.LNESS, dt, dt, regions, Set.of("7", "30"), Set.of(), own), PLENTY);
    }
}
