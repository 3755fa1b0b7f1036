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
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");

    @Test
    void everybodyIsNewReturningResurrectingOrDormant(@TempDir Path directory) {
        List<Fact> facts = List.of(
                Fact.of(1, "US", "play", "2026-01-01T10:00:00Z"),
                Fact.of(2, "US", "play", "2026-01-01T10:00:00Z"),
                Fact.of(3, "US", "push_receipt", "2026-01-01T10:00:00Z").passive(),
                Fact.of(1, "US", "play", "2026-01-02T10:00:00Z"),
                Fact.of(3, "US", "play", "2026-01-02T10:00:00Z"),
                Fact.of(2, "US", "play", "2026-01-03T10:00:00Z"),
                // Has moved on: dormant in the US, new in Brazil, returning as a whole.
                Fact.of(1, "BR", "play", "2026-01-03T10:00:00Z"));
        try (MetricFiles metricFiles = inputs(directory, facts, List.of())) {
            assertThat(figures(metricFiles, FIRST.plusDays(1), FIRST.plusDays(2))
                            .lines())
                    .containsExactly(
                            "2026-01-02 * active = 2",
                            "2026-01-02 * dormant = 1",
                            "2026-01-02 * new = 1",
                            "2026-01-02 * resurrecting = 0",
                            "2026-01-02 * returning = 1",
                            "2026-01-02 US active = 2",
                            "2026-01-02 US dormant = 1",
                            "2026-01-02 US new = 1",
                            "2026-01-02 US resurrecting = 0",
                            "2026-01-02 US returning = 1",
                            "2026-01-03 * active = 2",
                            "2026-01-03 * dormant = 1",
                            "2026-01-03 * new = 0",
                            "2026-01-03 * resurrecting = 1",
                            "2026-01-03 * returning = 1",
                            "2026-01-03 BR active = 1",
                            "2026-01-03 BR dormant = 0",
                            "2026-01-03 BR new = 1",
                            "2026-01-03 BR resurrecting = 0",
                            "2026-01-03 BR returning = 0",
                            "2026-01-03 US active = 1",
                            "2026-01-03 US dormant = 2",
                            "2026-01-03 US new = 0",
                            "2026-01-03 US resurrecting = 1",
                            "2026-01-03 US returning = 0");
        }
    }

    @Test
    void afterADayThatIsNotCountedNobodyCanSayWhoReturns(@TempDir Path directory) {
        List<Fact> facts = List.of(
                Fact.of(1, "US", "play", "2026-01-01T10:00:00Z"),
                Fact.of(1, "US", "play", "2026-01-03T10:00:00Z"),
                Fact.of(2, "US", "play", "2026-01-03T10:00:00Z"));
        try (MetricFiles metricFiles = inputs(directory, facts, List.of(FIRST.plusDays(3)))) {
            assertThat(figures(metricFiles, FIRST.plusDays(2), FIRST.plusDays(3))
                            .lines())
                    .filteredOn(line -> line.contains(" US "))
                    .containsExactly(
                            "2026-01-03 US active = 2",
                            "2026-01-03 US dormant = unknown",
                            "2026-01-03 US new = 1",
                            "2026-01-03 US resurrecting = unknown",
                            "2026-01-03 US returning = unknown",
                            "2026-01-04 US active = 0",
                            "2026-01-04 US dormant = 2",
                            "2026-01-04 US new = 0",
                            "2026-01-04 US resurrecting = 0",
                            "2026-01-04 US returning = 0");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomWeeksAreCountedAsByHandAndTheIdentitiesHold(long seed, @TempDir Path directory) {
        RandomActivity drawn = RandomActivity.draw(seed, 40, 9, 8);
        try (MetricFiles metricFiles = inputs(directory, drawn.facts(), drawn.emptyDays())) {
            FigureTable figures = figures(metricFiles, FIRST.plusDays(3), drawn.last());
            assertThat(figures.lines())
                    .as("seed %d", seed)
                    .isEqualTo(expected(drawn, FIRST.plusDays(3)).lines());
            identities(figures, new ActiveDays(drawn.facts()));
        }
    }

    private static void identities(FigureTable figures, ActiveDays active) {
        List<FigureTable.Place> compared = figures.places().values().stream()
                .filter(place -> place.knows("dormant"))
                .toList();
        assertThat(compared).hasSizeGreaterThan(50).allSatisfy(place -> {
            double before = active.count(place.region(), place.dt().minusDays(1));
            assertThat(place.of("new") + place.of("returning") + place.of("resurrecting"))
                    .isEqualTo(place.of("active"));
            assertThat(before - place.of("dormant") + place.of("new") + place.of("resurrecting"))
                    .isEqualTo(place.of("active"));
        });
    }

    private static MetricFiles inputs(Path directory, List<Fact> facts, List<LocalDate> emptyDays) {
        return MetricFiles.of(directory, facts, emptyDays)
                .givenFile("gold.first_day_in_region", "metric/first_day_in_region", Map.of());
    }

    private static FigureTable figures(MetricFiles metricFiles, LocalDate from, LocalDate to) {
        return new FigureTable(metricFiles.figures("lifecycle", from, to, Map.of()));
    }

    private static FigureTable expected(RandomActivity drawn, LocalDate from) {
        ActiveDays active = new ActiveDays(drawn.facts());
        List<Figure> figures = new ArrayList<>();
        for (LocalDate dt : drawn.counted().tailSet(from)) {
            boolean comparable = drawn.counted().contains(dt.minusDays(1));
            for (String region : active.regions()) {
                Group group = new Group(active, region);
                long today = group.count(profile -> active.on(region, profile, dt));
                long gone = group.count(
                        profile -> yesterday(active, region, profile, dt) && !active.on(region, profile, dt));
                if (today + gone > 0) {
                    figures.add(figure(dt, region, "active", today));
                    figures.add(figure(dt, region, "dormant", comparable ? gone : null));
                    figures.add(figure(dt, region, "new", group.count(profile -> dt.equals(group.debut(profile)))));
                    figures.add(figure(
                            dt,
                            region,
                            "returning",
                            comparable
                                    ? group.count(profile ->
                                            yesterday(active, region, profile, dt) && active.on(region, profile, dt))
                                    : null));
                    figures.add(figure(
                            dt,
                            region,
                            "resurrecting",
                            comparable
                                    ? group.count(profile -> active.on(region, profile, dt)
                                            && !yesterday(active, region, profile, dt)
                                            && group.debut(profile).isBefore(dt))
                                    : null));
                }
            }
        }
        return new FigureTable(figures);
    }

    private static boolean yesterday(ActiveDays active, String region, long profile, LocalDate dt) {
        return active.on(region, profile, dt.minusDays(1));
    }

    private static Figure figure(LocalDate dt, String region, String measure, @Nullable Long value) {
        return new Figure(dt, region, "", "", measure, value == null ? null : Double.valueOf(value));
    }

    /** The profiles of a region. */
    private record Group(ActiveDays active, String region) {
        long count(LongPredicate counted) {
            return active.profiles(region).stream()
                    .filter(profile -> counted.test(profile))
                    .count();
        }

        LocalDate debut(long profile) {
            return active.of(region, profile).first();
        }
    }
}
