package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.Figure;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");

    /** The first plays five times, the fourth three times here and twice there; the third is not active at all. */
    private static final List<Fact> FACTS = List.of(
            Fact.of(1, "US", "play", "2026-01-01T00:00:00Z").watching(7, 60),
            Fact.of(1, "US", "play", "2026-01-01T11:00:00Z").watching(7, 30),
            Fact.of(1, "US", "play", "2026-01-01T12:00:00Z").watching(8, 10),
            Fact.of(1, "US", "play", "2026-01-01T13:00:00Z").watching(9, 0),
            Fact.of(1, "US", "play", "2026-01-01T23:59:59.999Z"),
            Fact.of(2, "US", "search", "2026-01-01T10:00:00Z"),
            Fact.of(2, "BR", "browse", "2026-01-01T10:00:00Z").watching(9, 50),
            Fact.of(3, "BR", "push_receipt", "2026-01-01T10:00:00Z").passive(),
            Fact.of(4, "US", "play", "2026-01-01T10:00:00Z").watching(7, 100),
            Fact.of(4, "US", "play", "2026-01-01T11:00:00Z").watching(7, 100),
            Fact.of(4, "US", "play", "2026-01-01T12:00:00Z").watching(7, 100),
            Fact.of(4, "BR", "play", "2026-01-01T13:00:00Z").watching(7, 100),
            Fact.of(4, "BR", "play", "2026-01-01T14:00:00Z").watching(7, 100),
            Fact.of(4, "BR", "play", "2026-01-02T00:00:00Z").watching(7, 100));

    @Test
    void fivePlaysADayAreHigh(@TempDir Path directory) {
        try (MetricFiles metricFiles = MetricFiles.of(directory, FACTS)) {
            assertThat(figures(metricFiles, FIRST, FIRST, 5).lines())
                    .filteredOn(line -> line.contains("segment"))
                    .containsExactly(
                            "2026-01-01 * segment/high profiles = 2",
                            "2026-01-01 * segment/high share = 0.5",
                            "2026-01-01 * segment/low profiles = 2",
                            "2026-01-01 * segment/low share = 0.5",
                            "2026-01-01 BR segment/high profiles = 0",
                            "2026-01-01 BR segment/high share = 0",
                            "2026-01-01 BR segment/low profiles = 3",
                            "2026-01-01 BR segment/low share = 1",
                            "2026-01-01 US segment/high profiles = 1",
                            "2026-01-01 US segment/high share = 0.333333333333",
                            "2026-01-01 US segment/low profiles = 2",
                            "2026-01-01 US segment/low share = 0.666666666667");
        }
    }

    @Test
    void percentilesLieBetweenTheProfiles(@TempDir Path directory) {
        try (MetricFiles metricFiles = MetricFiles.of(directory, FACTS)) {
            List<String> lines = figures(metricFiles, FIRST, FIRST, 5).lines();
            assertThat(lines)
                    .as("of 0, 3 and 5")
                    .contains(
                            "2026-01-01 US distribution/plays p50 = 3",
                            "2026-01-01 US distribution/plays p90 = 4.6",
                            "2026-01-01 US distribution/plays p99 = 4.96",
                            "2026-01-01 US distribution/plays mean = 2.66666666667",
                            "2026-01-01 US distribution/plays profiles = 3");
            assertThat(lines)
                    .as("of 0, 0, 100 and 500")
                    .contains(
                            "2026-01-01 * distribution/watch_time_sec p50 = 50",
                            "2026-01-01 * distribution/watch_time_sec p90 = 380",
                            "2026-01-01 * distribution/watch_time_sec p99 = 488",
                            "2026-01-01 * distribution/watch_time_sec mean = 150",
                            "2026-01-01 * distribution/watch_time_sec profiles = 4");
            assertThat(lines)
                    .as("of the two that were seen in one region: 0 and 3 titles")
                    .contains(
                            "2026-01-01 * distribution/unique_titles p50 = 1.5",
                            "2026-01-01 * distribution/unique_titles p90 = 2.7",
                            "2026-01-01 * distribution/unique_titles p99 = 2.97",
                            "2026-01-01 * distribution/unique_titles mean = 1.5",
                            "2026-01-01 * distribution/unique_titles profiles = 2");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 5, 5, 40", "2, 5, 4, 50", "3, 1, 20, 30", "4, 3, 1, 8"})
    void randomDaysAreCountedAsByHand(long seed, int highFrom, int profiles, int eventsADay, @TempDir Path directory) {
        RandomActivity drawn = RandomActivity.draw(seed, 20, profiles, eventsADay);
        LocalDate from = FIRST.plusDays(2);
        try (MetricFiles metricFiles = MetricFiles.of(directory, drawn.facts(), drawn.emptyDays())) {
            FigureTable figures = figures(metricFiles, from, drawn.last(), highFrom);
            assertThat(figures.lines())
                    .as("seed %d", seed)
                    .hasSizeGreaterThan(500)
                    .isEqualTo(expected(drawn, from, highFrom).lines());
            assertThat(profilesBySegment(figures))
                    .as("the founding document's query")
                    .isEqualTo(
                            metricFiles.rows("SELECT dt || ' ' || region || ' ' || CASE WHEN play_events >= " + highFrom
                                    + " THEN 'high' ELSE 'low' END AS segment, COUNT(*) FROM gold.profile_day WHERE dt >= '"
                                    + from + "' GROUP BY 1 ORDER BY 1"));
            plausible(figures);
        }
    }

    private static List<String> profilesBySegment(FigureTable figures) {
        return figures.where("profiles").figures().stream()
                .filter(figure -> figure.dimension().equals("segment")
                        && !figure.region().equals("*")
                        && !Double.valueOf(0).equals(figure.value()))
                .map(figure -> figure.dt() + " " + figure.region() + " " + figure.item() + "|"
                        + (figure.value() == null ? "unknown" : figure.value().longValue()))
                .sorted()
                .toList();
    }

    private static void plausible(FigureTable figures) {
        Map<String, Double> shares = figures.where("share").figures().stream()
                .collect(Collectors.groupingBy(
                        figure -> figure.dt() + figure.region(),
                        Collectors.summingDouble(figure -> figure.value() == null ? 0 : figure.value())));
        assertThat(shares.values()).allSatisfy(sum -> assertThat(sum).isCloseTo(1, within(1e-12)));
        assertThat(figures.places().values())
                .filteredOn(place -> place.knows("p50"))
                .hasSizeGreaterThan(100)
                .allSatisfy(place -> {
                    assertThat(place.of("p50")).isBetween(0.0, place.of("p90"));
                    assertThat(place.of("p99")).isGreaterThanOrEqualTo(place.of("p90"));
                });
    }

    private static FigureTable figures(MetricFiles metricFiles, LocalDate from, LocalDate to, int highFrom) {
        return new FigureTable(
                metricFiles.figures("segments", from, to, Map.of("high_from", Literal.of((long) highFrom))));
    }

    private static FigureTable expected(RandomActivity drawn, LocalDate from, int highFrom) {
        List<Figure> figures = new ArrayList<>();
        for (LocalDate dt : drawn.counted().tailSet(from)) {
            Map<String, Map<Long, List<Fact>>> byRegion = new TreeMap<>();
            drawn.facts().stream().filter(fact -> fact.dt().equals(dt)).forEach(fact -> {
                for (String region : List.of(fact.region(), "*")) {
                    byRegion.computeIfAbsent(region, one -> new TreeMap<>())
                            .computeIfAbsent(fact.profileId(), one -> new ArrayList<>())
                            .add(fact);
                }
            });
            byRegion.forEach((region, profiles) -> add(figures, dt, region, profiles.values(), highFrom));
        }
        return new FigureTable(figures);
    }

    private static void add(
            List<Figure> figures, LocalDate dt, String region, Collection<List<Fact>> profiles, int highFrom) {
        long high =
                profiles.stream().filter(events -> plays(events) >= highFrom).count();
        segment(figures, dt, region, "high", high, profiles.size());
        segment(figures, dt, region, "low", profiles.size() - high, profiles.size());
        distribution(figures, dt, region, "plays", profiles, SegmentsTest::plays);
        distribution(figures, dt, region, "watch_time_sec", profiles, SegmentsTest::seconds);
        List<List<Fact>> atHome = profiles.stream()
                .filter(events -> events.stream().map(Fact::region).distinct().count() == 1)
                .toList();
        if (!atHome.isEmpty()) {
            distribution(figures, dt, region, "unique_titles", atHome, SegmentsTest::titles);
        }
    }

    private static void segment(
            List<Figure> figures, LocalDate dt, String region, String segment, long profiles, int all) {
        figures.add(new Figure(dt, region, "segment", segment, "profiles", (double) profiles));
        figures.add(new Figure(dt, region, "segment", segment, "share", (double) profiles / all));
    }

    private static void distribution(
            List<Figure> figures,
            LocalDate dt,
            String region,
            String item,
            Collection<List<Fact>> profiles,
            ToLongFunction<List<Fact>> value) {
        long[] sorted = profiles.stream().mapToLong(value).sorted().toArray();
        Map<String, Double> measures = Map.of(
                "p50", percentile(sorted, 50),
                "p90", percentile(sorted, 90),
                "p99", percentile(sorted, 99),
                "mean", (double) LongStream.of(sorted).sum() / sorted.length,
                "profiles", (double) sorted.length);
        measures.forEach(
                (measure, figure) -> figures.add(new Figure(dt, region, "distribution", item, measure, figure)));
    }

    /** In whole numbers, so that nothing is rounded before the end. */
    private static double percentile(long[] sorted, int percent) {
        int place = percent * (sorted.length - 1);
        long low = sorted[place / 100];
        long high = sorted[Math.min(place / 100 + 1, sorted.length - 1)];
        return (low * 100.0 + (high - low) * (double) (place % 100)) / 100;
    }

    private static long plays(List<Fact> events) {
        return events.stream().filter(fact -> fact.name().equals("play")).count();
    }

    private static long seconds(List<Fact> events) {
        return events.stream()
                .filter(fact -> fact.name().equals("play"))
                .mapToLong(fact -> fact.durationSec() == null ? 0 : fact.durationSec())
                .sum();
    }

    private static long titles(List<Fact> events) {
        return events.stream()
                .filter(fact -> fact.titleId() != null)
                .map(Fact::titleId)
                .distinct()
                .count();
    }
}
