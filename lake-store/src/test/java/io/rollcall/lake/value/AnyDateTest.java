package io.rollcall.lake.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.Published;
import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backfilled event may be of any day of the years 1 to 9999 that is not in the future; it must not stop the others. */
class AnyDateTest {
    private static final LocalDate DT = LocalDate.parse("2026-01-01");
    private static final Instant NIGHT = Instant.parse("2026-01-03T02:30:00Z");
    private static final long PLENTY = 1_000;

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01", "1582-10-10", "1969-12-31", "1970-01-01"})
    void anEventOfThatDayIsCountedAndTheOtherDaysToo(String odd, @TempDir Path directory) {
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(NIGHT, play(2, odd), play(1, "2026-01-01"), play(2, "2026-01-01"));
            fixture.reconcile(NIGHT);
            workOut(fixture);
            Published published = fixture.lake().published();
            LocalDate oddDay = LocalDate.parse(odd);
            assertThat(published.rows(Actives.MAU, oddDay, oddDay, RegionChoice.EVERY_AND_TOTAL))
                    .hasSize(2)
                    .allSatisfy(row -> assertThat(row.values().values()).containsExactly(1.0));
            for (ComputedMetric metric : Metrics.computed()) {
                assertThat(metric.arguments(Map.of()).computations()).allSatisfy(computation -> {
                    MetricRun run = fixture.lake().beginMetricRun();
                    assertThat(run.due(computation)).isEmpty();
                });
            }
            assertThat(values(published, "lifecycle", oddDay)).containsEntry("new", 1.0);
            assertThat(values(published, "lifecycle", DT))
                    .containsEntry("new", 1.0)
                    .containsEntry("active", 2.0);
            assertThat(values(published, "sessions", oddDay)).containsEntry("sessions", 1.0);
            assertThat(values(published, "sessions", DT)).containsEntry("sessions", 2.0);
        }
    }

    @Test
    void ownParametersReachBeforeTheFirstYear(@TempDir Path directory) {
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(NIGHT, play(2, "0001-01-01"), play(1, "2026-01-01"));
            fixture.reconcile(NIGHT);
            workOut(fixture);
            ComputedMetric churn = (ComputedMetric) Metrics.find("churn").orElseThrow();
            LocalDate first = LocalDate.parse("0001-01-01");
            assertThat(fixture.lake()
                            .published()
                            .figures(
                                    new MetricQuestion(
                                            churn.arguments(Map.of("window", "90", "kind", "engagement")),
                                            first,
                                            first,
                                            RegionChoice.TOTAL),
                                    PLENTY))
                    .as("nobody is known of before")
                    .isEmpty();
        }
    }

    private static Map<String, Double> values(Published published, String name, LocalDate dt) {
        ComputedMetric metric = (ComputedMetric) Metrics.find(name).orElseThrow();
        List<MetricRow> rows =
                published.figures(new MetricQuestion(metric.arguments(Map.of()), dt, dt, RegionChoice.TOTAL), PLENTY);
        assertThat(rows).hasSize(1);
        return rows.get(0).values();
    }

    private static Event play(long profile, String dt) {
        return Event.of(profile, "US", "play", profile + "-" + dt, dt + "T23:59:59.999Z");
    }

    private static void workOut(BronzeFixture fixture) {
        MetricRun run = fixture.lake().beginMetricRun();
        run.due().forEach(run::workOut);
    }
}
