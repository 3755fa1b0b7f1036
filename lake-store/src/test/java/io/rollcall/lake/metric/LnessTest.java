package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.Figure;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LnessTest {
    private static final LocalDate LAST = LocalDate.parse("2026-01-30");

    @Test
    void aProfileStandsWhereTheNumberOfItsActiveDaysIs(@TempDir Path directory) {
        List<Fact> facts = List.of(
                // On the first of the 30 days, on the last before the 7, and on the first of them in two regions.
                Fact.of(1, "US", "play", "2026-01-01T00:00:00Z"),
                Fact.of(1, "US", "play", "2026-01-23T23:59:59.999Z"),
                Fact.of(1, "US", "play", "2026-01-24T00:00:00Z"),
                Fact.of(1, "BR", "play", "2026-01-24T10:00:00Z"),
                Fact.of(1, "BR", "play", "2026-01-30T10:00:00Z"),
                // Twice on one day is one day; a push is none.
                Fact.of(2, "BR", "play", "2026-01-30T10:00:00Z"),
                Fact.of(2, "BR", "play", "2026-01-30T11:00:00Z"),
                Fact.of(2, "BR", "push_receipt", "2026-01-29T11:00:00Z").passive(),
                // Out of every window.
                Fact.of(3, "US", "play", "2025-12-31T23:59:59.999Z"));
        try (MetricFiles metricFiles = MetricFiles.of(directory, facts)) {
            assertThat(figures(metricFiles, LAST, LAST).lines())
                    .containsExactly(
                            "2026-01-30 * 30/1 profiles = 1",
                            "2026-01-30 * 30/4 profiles = 1",
                            "2026-01-30 * 7/1 profiles = 1",
                            "2026-01-30 * 7/2 profiles = 1",
                            "2026-01-30 BR 30/1 profiles = 1",
                            "2026-01-30 BR 30/2 profiles = 1",
                            "2026-01-30 BR 7/1 profiles = 1",
                            "2026-01-30 BR 7/2 profiles = 1",
                            "2026-01-30 US 30/3 profiles = 1",
                            "2026-01-30 US 7/1 profiles = 1");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomWeeksAreCountedAsByHand(long seed, @TempDir Path directory) {
        RandomActivity drawn = RandomActivity.draw(seed, 75, 9, 8);
        LocalDate last = drawn.last();
        try (MetricFiles metricFiles = MetricFiles.of(directory, drawn.facts(), drawn.emptyDays())) {
            // 31 days are the most that a run may have.
            FigureTable figures = figures(metricFiles, last.minusDays(30), last);
            assertThat(figures.lines())
                    .as("seed %d", seed)
                    .hasSizeGreaterThan(100)
                    .isEqualTo(expected(drawn, last.minusDays(30)).lines());
            FigureTable early = figures(metricFiles, RandomActivity.FIRST, RandomActivity.FIRST.plusDays(9));
            assertThat(figures(metricFiles, RandomActivity.FIRST.plusDays(9), RandomActivity.FIRST.plusDays(9))
                            .lines())
                    .as("a day by itself is what it is among others, seed %d", seed)
                    .isEqualTo(early.lines().stream()
                            .filter(line -> line.startsWith("2026-01-10"))
                            .toList());
        }
    }

    @Test
    void theActiveDaysOfAllProfilesAreTheSumOfTheDau(@TempDir Path directory) {
        RandomActivity drawn = RandomActivity.draw(5, 40, 9, 8);
        ActiveDays active = new ActiveDays(drawn.facts());
        LocalDate last = drawn.last();
        try (MetricFiles metricFiles = MetricFiles.of(directory, drawn.facts(), drawn.emptyDays())) {
            Map<String, Double> days = new TreeMap<>();
            Map<String, Double> profiles = new TreeMap<>();
            for (Figure figure : figures(metricFiles, last, last).figures()) {
                double value = figure.value() == null ? 0 : figure.value();
                days.merge(figure.region() + figure.dimension(), value * Integer.parseInt(figure.item()), Double::sum);
                profiles.merge(figure.region() + figure.dimension(), value, Double::sum);
            }
            for (String region : active.regions()) {
                for (int window : List.of(7, 30)) {
                    LocalDate first = last.minusDays(window - 1L);
                    assertThat(days.getOrDefault(region + window, 0.0))
                            .isEqualTo((double) first.datesUntil(last.plusDays(1))
                                    .mapToLong(day -> active.count(region, day))
                                    .sum());
                    assertThat(profiles.getOrDefault(region + window, 0.0))
                            .isEqualTo((double) active.profiles(region).stream()
                                    .filter(profile -> active.within(region, profile, first, last))
                                    .count());
                }
            }
        }
    }

    private static FigureTable figures(MetricFiles metricFiles, LocalDate from, LocalDate to) {
        return new FigureTable(metricFiles.figures("lness", from, to, Map.of()));
    }

    /** Profile by profile, day by day. */
    private static FigureTable expected(RandomActivity drawn, LocalDate from) {
        ActiveDays active = new ActiveDays(drawn.facts());
        List<Figure> figures = new ArrayList<>();
        for (LocalDate dt : drawn.counted().tailSet(from)) {
            for (String region : active.regions()) {
                for (int window : List.of(7, 30)) {
                    histogram(active, region, dt, window)
                            .forEach((days, profiles) -> figures.add(new Figure(
                                    dt, region, Integer.toString(window), days.toString(), "profiles", (double)
                                            profiles)));
                }
            }
        }
        return new FigureTable(figures);
    }

    private static Map<Integer, Integer> histogram(ActiveDays active, String region, LocalDate dt, int window) {
        Map<Integer, Integer> histogram = new TreeMap<>();
        for (long profile : active.profiles(region)) {
            int days = active.of(region, profile)
                    .subSet(dt.minusDays(window - 1L), true, dt, true)
                    .size();
            if (days > 0) {
                histogram.merge(days, 1, Integer::sum);
            }
        }
        return histogram;
    }
}
