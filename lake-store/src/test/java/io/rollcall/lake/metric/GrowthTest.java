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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowthTest {
    private static final LocalDate DT = LocalDate.parse("2026-01-29");

    /** Today, a week before and four weeks before. */
    private static final List<Fact> FACTS = List.of(
            Fact.of(1, "US", "play", "2026-01-01T00:00:00Z"),
            Fact.of(1, "US", "play", "2026-01-22T10:00:00Z"),
            Fact.of(2, "US", "play", "2026-01-22T10:00:00Z"),
            Fact.of(5, "IN", "play", "2026-01-22T10:00:00Z"),
            Fact.of(1, "US", "play", "2026-01-29T00:00:00Z"),
            Fact.of(2, "US", "play", "2026-01-29T10:00:00Z"),
            Fact.of(3, "US", "play", "2026-01-29T10:00:00Z"),
            Fact.of(3, "BR", "play", "2026-01-29T23:59:59.999Z"),
            // No activity, and a day too early.
            Fact.of(4, "BR", "push_receipt", "2026-01-22T10:00:00Z").passive(),
            Fact.of(4, "BR", "play", "2025-12-31T23:59:59.999Z"));

    @Test
    void aMarketIsComparedWithItselfAndWithAll(@TempDir Path directory) {
        List<LocalDate> every = DT.minusDays(28)
                .datesUntil(DT)
                .filter(day -> FACTS.stream().noneMatch(fact -> fact.dt().equals(day)))
                .toList();
        try (MetricFiles metricFiles = MetricFiles.of(directory, FACTS, every)) {
            assertThat(figures(metricFiles, DT, DT).lines())
                    .containsExactly(
                            "2026-01-29 * dau = 3",
                            "2026-01-29 * growth_28 = 2",
                            "2026-01-29 * growth_7 = 0",
                            "2026-01-29 * new_market = 0",
                            "2026-01-29 * share = 1",
                            "2026-01-29 BR dau = 1",
                            "2026-01-29 BR growth_28 = unknown",
                            "2026-01-29 BR growth_7 = unknown",
                            "2026-01-29 BR new_market = 1",
                            "2026-01-29 BR share = 0.333333333333",
                            "2026-01-29 IN dau = 0",
                            "2026-01-29 IN growth_28 = unknown",
                            "2026-01-29 IN growth_7 = -1",
                            "2026-01-29 IN new_market = 0",
                            "2026-01-29 IN share = 0",
                            "2026-01-29 US dau = 3",
                            "2026-01-29 US growth_28 = 2",
                            "2026-01-29 US growth_7 = 0.5",
                            "2026-01-29 US new_market = 0",
                            "2026-01-29 US share = 1");
        }
    }

    @Test
    void nobodyKnowsWhetherAMarketIsNewWhileDaysAreNotCounted(@TempDir Path directory) {
        try (MetricFiles metricFiles = MetricFiles.of(directory, FACTS)) {
            assertThat(figures(metricFiles, DT, DT).where("new_market").lines())
                    .containsExactly(
                            "2026-01-29 * new_market = 0",
                            "2026-01-29 BR new_market = unknown",
                            "2026-01-29 IN new_market = 0",
                            "2026-01-29 US new_market = 0");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomWeeksAreCountedAsByHand(long seed, @TempDir Path directory) {
        RandomActivity all = RandomActivity.draw(seed, 70, 9, seed == 4 ? 2 : 8);
        RandomActivity drawn = seed % 2 == 0 ? all.whole() : all;
        LocalDate last = drawn.last();
        LocalDate from = RandomActivity.FIRST.plusDays(5);
        try (MetricFiles metricFiles = MetricFiles.of(directory.resolve("all"), drawn.facts(), drawn.emptyDays())) {
            FigureTable figures = figures(metricFiles, from, last);
            assertThat(figures.lines())
                    .as("seed %d", seed)
                    .hasSizeGreaterThan(500)
                    .isEqualTo(expected(drawn, from).lines());
            plausible(figures);
            RandomActivity enough = drawn.between(last.minusDays(28), last);
            try (MetricFiles read = MetricFiles.of(directory.resolve("enough"), enough.facts(), enough.emptyDays())) {
                assertThat(figures(read, last, last).lines())
                        .as("no other days are needed")
                        .isEqualTo(figures.lines().stream()
                                .filter(line -> line.startsWith(last.toString()))
                                .toList());
            }
        }
    }

    private static void plausible(FigureTable figures) {
        assertThat(figures.where("share").figures())
                .allSatisfy(figure -> assertThat(figure.value() == null ? 0.0 : figure.value())
                        .isBetween(0.0, 1.0));
        Map<String, Double> sums = figures.where("dau").sumOfRegions();
        assertThat(figures.where("dau").ofAllRegions())
                .allSatisfy((dt, dau) -> assertThat(dau).isLessThanOrEqualTo(sums.get(dt)));
    }

    private static FigureTable figures(MetricFiles metricFiles, LocalDate from, LocalDate to) {
        return new FigureTable(metricFiles.figures("growth", from, to, Map.of()));
    }

    private static FigureTable expected(RandomActivity drawn, LocalDate from) {
        ActiveDays active = new ActiveDays(drawn.facts());
        List<Figure> figures = new ArrayList<>();
        for (LocalDate dt : drawn.counted().tailSet(from)) {
            List<LocalDate> before = dt.minusDays(28).datesUntil(dt).toList();
            for (String region : active.regions()) {
                double today = active.count(region, dt);
                double world = active.count(ActiveDays.ALL, dt);
                boolean earlier = before.stream().anyMatch(day -> active.count(region, day) > 0);
                if (today == 0 && !earlier) {
                    continue;
                }
                figures.add(figure(dt, region, "dau", today));
                figures.add(figure(dt, region, "share", world == 0 ? null : today / world));
                figures.add(figure(dt, region, "growth_7", growth(today, active.count(region, dt.minusDays(7)))));
                figures.add(figure(dt, region, "growth_28", growth(today, active.count(region, dt.minusDays(28)))));
                figures.add(figure(
                        dt,
                        region,
                        "new_market",
                        earlier ? Double.valueOf(0) : drawn.counted().containsAll(before) ? 1.0 : null));
            }
        }
        return new FigureTable(figures);
    }

    private static @Nullable Double growth(double today, long earlier) {
        return earlier == 0 ? null : (today - earlier) / earlier;
    }

    private static Figure figure(LocalDate dt, String region, String measure, @Nullable Double value) {
        return new Figure(dt, region, "", "", measure, value);
    }
}
