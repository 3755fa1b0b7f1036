package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.Figure;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChurnTest {
    private static final LocalDate SIXTH = LocalDate.parse("2026-01-06");

    /** Of the sixth with three days: the window is 4 to 6, the base 1 to 3. */
    private static final List<Fact> FACTS = List.of(
            Fact.of(1, "US", "play", "2026-01-01T00:00:00Z"),
            Fact.of(2, "US", "play", "2026-01-03T23:59:59.999Z"),
            Fact.of(2, "US", "play", "2026-01-04T00:00:00Z"),
            // Has gone to Brazil: churned in the US only.
            Fact.of(3, "US", "play", "2026-01-02T10:00:00Z"),
            Fact.of(3, "BR", "play", "2026-01-06T23:59:59.999Z"),
            // Before the base, and not before the window.
            Fact.of(4, "US", "play", "2025-12-31T23:59:59.999Z"),
            Fact.of(5, "US", "play", "2026-01-05T10:00:00Z"),
            // Gets pushes, and does nothing.
            Fact.of(6, "US", "play", "2026-01-02T10:00:00Z"),
            Fact.of(6, "US", "push_receipt", "2026-01-06T10:00:00Z").passive());

    @Test
    void whoWasActiveBeforeTheWindowAndNotInItHasChurned(@TempDir Path directory) {
        try (MetricFiles metricFiles = MetricFiles.of(directory, FACTS)) {
            assertThat(figures(metricFiles, SIXTH, SIXTH, 3).lines())
                    .containsExactly(
                            "2026-01-06 * engagement/ base = 4",
                            "2026-01-06 * engagement/ churned = 2",
                            "2026-01-06 * engagement/ rate = 0.5",
                            "2026-01-06 US engagement/ base = 4",
                            "2026-01-06 US engagement/ churned = 3",
                            "2026-01-06 US engagement/ rate = 0.75");
        }
    }

    @Test
    void nobodyHasChurnedWhileADayOfTheWindowIsNotCounted(@TempDir Path directory) {
        List<Fact> gap = FACTS.stream()
                .filter(fact -> !fact.dt().equals(LocalDate.parse("2026-01-05")))
                .toList();
        try (MetricFiles metricFiles = MetricFiles.of(directory, gap)) {
            assertThat(figures(metricFiles, SIXTH, SIXTH, 3).lines())
                    .containsExactly(
                            "2026-01-06 * engagement/ base = 4",
                            "2026-01-06 * engagement/ churned = unknown",
                            "2026-01-06 * engagement/ rate = unknown",
                            "2026-01-06 US engagement/ base = 4",
                            "2026-01-06 US engagement/ churned = unknown",
                            "2026-01-06 US engagement/ rate = unknown");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 60", "2, 3, 60", "3, 7, 60", "4, 30, 100", "5, 30, 100"})
    void randomWeeksAreCountedAsByHand(long seed, int window, int days, @TempDir Path directory) {
        RandomActivity all = RandomActivity.draw(seed, days, 12, 4);
        RandomActivity drawn = seed % 2 == 0 ? all.whole() : all;
        LocalDate last = drawn.last();
        // More days than one number has bits for.
        LocalDate from = last.minusDays(40);
        try (MetricFiles metricFiles = MetricFiles.of(directory.resolve("all"), drawn.facts(), drawn.emptyDays())) {
            FigureTable figures = figures(metricFiles, from, last, window);
            assertThat(figures.lines())
                    .hasSizeGreaterThan(50)
                    .isEqualTo(expected(drawn, from, window).lines());
            plausible(figures);
            RandomActivity enough = drawn.between(last.minusDays(2L * window - 1), last);
            try (MetricFiles read = MetricFiles.of(directory.resolve("enough"), enough.facts(), enough.emptyDays())) {
                assertThat(figures(read, last, last, window).lines())
                        .as("no other days are needed")
                        .isEqualTo(figures.lines().stream()
                                .filter(line -> line.startsWith(last.toString()))
                                .toList());
            }
        }
    }

    private static void plausible(FigureTable figures) {
        assertThat(figures.places().values())
                .filteredOn(place -> place.knows("rate"))
                .allSatisfy(place -> {
                    assertThat(place.of("rate")).isBetween(0.0, 1.0);
                    assertThat(place.of("churned")).isLessThanOrEqualTo(place.of("base"));
                });
        Map<String, Double> sums = figures.where("base").sumOfRegions();
        assertThat(figures.where("base").ofAllRegions())
                .allSatisfy((place, base) -> assertThat(base).isLessThanOrEqualTo(sums.get(place)));
    }

    private static FigureTable figures(MetricFiles metricFiles, LocalDate from, LocalDate to, int window) {
        return new FigureTable(metricFiles.figures("churn", from, to, Map.of("window", Literal.of((long) window))));
    }

    private static FigureTable expected(RandomActivity drawn, LocalDate from, int window) {
        ActiveDays active = new ActiveDays(drawn.facts());
        NavigableSet<LocalDate> counted = drawn.counted();
        List<Figure> figures = new ArrayList<>();
        for (LocalDate dt : counted.tailSet(from)) {
            LocalDate opens = dt.minusDays(window - 1L);
            boolean known = opens.datesUntil(dt.plusDays(1)).allMatch(counted::contains);
            for (String region : active.regions()) {
                List<Long> base = active.profiles(region).stream()
                        .filter(profile -> active.within(region, profile, opens.minusDays(window), opens.minusDays(1)))
                        .toList();
                double churned = base.stream()
                        .filter(profile -> !active.within(region, profile, opens, dt))
                        .count();
                if (!base.isEmpty()) {
                    figures.add(figure(dt, region, "base", (double) base.size()));
                    figures.add(figure(dt, region, "churned", known ? churned : null));
                    figures.add(figure(dt, region, "rate", known ? churned / base.size() : null));
                }
            }
        }
        return new FigureTable(figures);
    }

    private static Figure figure(LocalDate dt, String region, String measure, @Nullable Double value) {
        return new Figure(dt, region, "engagement", "", measure, value);
    }
}
