package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.metric.FigureTable.Place;
import io.rollcall.lake.metric.RetentionOracle.Cell;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");

    /**
     * What is asked for.
     *
     * @param brackets the first and the last day of each
     */
    private record Asked(List<Integer> days, List<List<Integer>> brackets, int horizon) {
        static final Asked SMALL = new Asked(List.of(1, 3), List.of(List.of(1, 2)), 3);
        static final Asked STANDARD = new Asked(
                Stream.concat(IntStream.rangeClosed(1, 14).boxed(), Stream.of(21, 28, 30, 60, 90))
                        .toList(),
                List.of(List.of(1, 7), List.of(8, 14), List.of(15, 28)),
                90);

        List<Cell> cells() {
            List<Cell> cells = new ArrayList<>();
            for (int day : days) {
                cells.add(new Cell("on", Integer.toString(day), day, day));
                if (day <= horizon) {
                    cells.add(new Cell("on_or_after", Integer.toString(day), day, horizon));
                }
            }
            brackets.forEach(bracket -> cells.add(
                    new Cell("bracket", bracket.get(0) + "-" + bracket.get(1), bracket.get(0), bracket.get(1))));
            return cells;
        }

        MetricFiles given(MetricFiles metricFiles) {
            return given(metricFiles, Map.of());
        }

        /** With the start and the return that the parameters name. */
        MetricFiles given(MetricFiles metricFiles, Map<String, String> events) {
            Map<String, String> relations =
                    Retention.METRIC.arguments(events).computations().get(0).relations();
            return metricFiles
                    .given("asked.begun", relations.getOrDefault("asked.begun", ""))
                    .given("asked.returned", relations.getOrDefault("asked.returned", ""))
                    .given(
                            "asked.day",
                            Relation.of(
                                    List.of("n INTEGER"),
                                    days.stream()
                                            .map(day -> Map.of("n", day.toString()))
                                            .toList()))
                    .given(
                            "asked.bracket",
                            Relation.of(
                                    List.of("first_n INTEGER", "last_n INTEGER"),
                                    brackets.stream()
                                            .map(bracket -> Map.of(
                                                    "first_n", bracket.get(0).toString(),
                                                    "last_n", bracket.get(1).toString()))
                                            .toList()));
        }

        FigureTable figures(MetricFiles metricFiles, LocalDate from, LocalDate to) {
            return new FigureTable(
                    metricFiles.figures("retention", from, to, Map.of("horizon", Literal.of((long) horizon))));
        }
    }

    /** Four days in a row; the cohort of the first is two in the US and one in Brazil. */
    private static final List<Fact> FOUR_DAYS = List.of(
            Fact.of(1, "US", "play", "2026-01-01T23:59:59.999Z"),
            // Elsewhere is retained, too.
            Fact.of(1, "BR", "play", "2026-01-02T00:00:00Z"),
            Fact.of(2, "US", "play", "2026-01-01T10:00:00Z"),
            Fact.of(2, "US", "play", "2026-01-04T10:00:00Z"),
            Fact.of(3, "BR", "play", "2026-01-01T10:00:00Z"),
            Fact.of(3, "BR", "push_receipt", "2026-01-02T10:00:00Z").passive(),
            Fact.of(4, "US", "push_receipt", "2026-01-01T10:00:00Z").passive(),
            Fact.of(4, "US", "play", "2026-01-03T10:00:00Z"));

    @Test
    void aCohortIsRetainedOnADayOnOrAfterItAndInABracket(@TempDir Path directory) {
        try (MetricFiles metricFiles = Asked.SMALL.given(MetricFiles.of(directory, FOUR_DAYS))) {
            FigureTable figures = Asked.SMALL.figures(metricFiles, FIRST, FIRST);
            assertThat(figures.where("retained").lines())
                    .containsExactly(
                            "2026-01-01 * bracket/1-2 retained = 1",
                            "2026-01-01 * on/1 retained = 1",
                            "2026-01-01 * on/3 retained = 1",
                            "2026-01-01 * on_or_after/1 retained = 2",
                            "2026-01-01 * on_or_after/3 retained = 1",
                            "2026-01-01 BR bracket/1-2 retained = 0",
                            "2026-01-01 BR on/1 retained = 0",
                            "2026-01-01 BR on/3 retained = 0",
                            "2026-01-01 BR on_or_after/1 retained = 0",
                            "2026-01-01 BR on_or_after/3 retained = 0",
                            "2026-01-01 US bracket/1-2 retained = 1",
                            "2026-01-01 US on/1 retained = 1",
                            "2026-01-01 US on/3 retained = 1",
                            "2026-01-01 US on_or_after/1 retained = 2",
                            "2026-01-01 US on_or_after/3 retained = 1");
            assertThat(figures.lines())
                    .hasSize(4 * 15)
                    .contains(
                            "2026-01-01 * on/1 cohort = 3",
                            "2026-01-01 * on/1 rate = 0.333333333333",
                            "2026-01-01 * on/1 complete = 1",
                            "2026-01-01 US on_or_after/1 rate = 1",
                            "2026-01-01 US on/3 rate = 0.5");
        }
    }

    @Test
    void whatIsNotOverYetIsIncompleteAndNotZero(@TempDir Path directory) {
        try (MetricFiles metricFiles = Asked.SMALL.given(MetricFiles.of(directory, FOUR_DAYS))) {
            assertThat(Asked.SMALL
                            .figures(metricFiles, FIRST.plusDays(2), FIRST.plusDays(2))
                            .lines())
                    .filteredOn(line -> line.contains("US"))
                    .containsExactly(
                            "2026-01-03 US bracket/1-2 cohort = 1",
                            "2026-01-03 US bracket/1-2 complete = 0",
                            "2026-01-03 US bracket/1-2 rate = unknown",
                            "2026-01-03 US bracket/1-2 retained = unknown",
                            "2026-01-03 US on/1 cohort = 1",
                            "2026-01-03 US on/1 complete = 1",
                            "2026-01-03 US on/1 rate = 0",
                            "2026-01-03 US on/1 retained = 0",
                            "2026-01-03 US on/3 cohort = 1",
                            "2026-01-03 US on/3 complete = 0",
                            "2026-01-03 US on/3 rate = unknown",
                            "2026-01-03 US on/3 retained = unknown",
                            "2026-01-03 US on_or_after/1 cohort = 1",
                            "2026-01-03 US on_or_after/1 complete = 0",
                            "2026-01-03 US on_or_after/1 rate = unknown",
                            "2026-01-03 US on_or_after/1 retained = unknown",
                            "2026-01-03 US on_or_after/3 cohort = 1",
                            "2026-01-03 US on_or_after/3 complete = 0",
                            "2026-01-03 US on_or_after/3 rate = unknown",
                            "2026-01-03 US on_or_after/3 retained = unknown");
        }
    }

    @Test
    void overCohortsTheRateIsWeightedByTheirSize(@TempDir Path directory) {
        List<Fact> facts = new ArrayList<>(FOUR_DAYS);
        facts.add(Fact.of(5, "US", "play", "2026-01-02T10:00:00Z"));
        facts.add(Fact.of(5, "US", "play", "2026-01-03T10:00:00Z"));
        try (MetricFiles metricFiles = Asked.SMALL.given(MetricFiles.of(directory, facts))) {
            metricFiles.givenFile(
                    "asked.figure",
                    "metric/retention",
                    Map.of(
                            "from", Literal.of(FIRST),
                            "to", Literal.of(FIRST.plusDays(3)),
                            "horizon", Literal.of(3)));
            LocalDate last = FIRST.plusDays(3);
            assertThat(new FigureTable(metricFiles.figures("retention_weighted", FIRST, last, Map.of())).lines())
                    .as(
                            "one of two, one of one, none of one; the mean of the rates would be the same as 0.5 by chance only")
                    .contains(
                            "2026-01-04 US on/1 cohorts = 3",
                            "2026-01-04 US on/1 cohort = 4",
                            "2026-01-04 US on/1 retained = 2",
                            "2026-01-04 US on/1 rate = 0.5")
                    .as("only the first cohort is complete")
                    .contains("2026-01-04 US on/3 cohorts = 1", "2026-01-04 US on/3 rate = 0.5")
                    .as("all regions: one of three, one of one, none of one")
                    .contains("2026-01-04 * on/1 rate = 0.4");
            assertThat(new FigureTable(metricFiles.figures("retention_weighted", last, last, Map.of())).lines())
                    .as("nobody began on the last day")
                    .isEmpty();
            assertThat(new FigureTable(metricFiles.figures(
                                    "retention_weighted", last.minusDays(1), last.minusDays(1), Map.of()))
                            .lines())
                    .as("no cohort is complete")
                    .contains(
                            "2026-01-03 US on/3 cohorts = 0",
                            "2026-01-03 US on/3 cohort = 0",
                            "2026-01-03 US on/3 retained = unknown",
                            "2026-01-03 US on/3 rate = unknown");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomWeeksAreCountedAsByHand(long seed, @TempDir Path directory) {
        Asked asked = new Asked(List.of(0, 1, 2, 3, 7, 14), List.of(List.of(1, 7), List.of(3, 5), List.of(8, 14)), 10);
        RandomActivity drawn = RandomActivity.draw(seed, 40, 50, 9);
        try (MetricFiles metricFiles = asked.given(MetricFiles.of(directory, drawn.facts(), drawn.emptyDays()))) {
            FigureTable figures = asked.figures(metricFiles, FIRST.plusDays(1), FIRST.plusDays(39));
            assertThat(figures.lines())
                    .as("seed %d", seed)
                    .hasSizeGreaterThan(1_000)
                    .isEqualTo(new RetentionOracle(drawn)
                            .figures(FIRST.plusDays(1), FIRST.plusDays(39), asked.cells())
                            .lines());
            plausible(figures, asked.days());
        }
    }

    @Test
    void theStandardQuestionsAreCountedAsByHand(@TempDir Path directory) {
        RandomActivity drawn = RandomActivity.draw(5, 120, 60, 5).whole();
        try (MetricFiles metricFiles =
                Asked.STANDARD.given(MetricFiles.of(directory, drawn.facts(), drawn.emptyDays()))) {
            FigureTable figures = Asked.STANDARD.figures(metricFiles, FIRST, FIRST.plusDays(119));
            assertThat(figures.lines())
                    .isEqualTo(new RetentionOracle(drawn)
                            .figures(FIRST, FIRST.plusDays(119), Asked.STANDARD.cells())
                            .lines());
            plausible(figures, Asked.STANDARD.days());
        }
    }

    /** Who searches for the first time, and plays again: whatever else they did before does not count, nor does what else they do after. */
    @Test
    void aCohortMayBeginWithAnEventAndComeBackForAnother(@TempDir Path directory) {
        List<Fact> facts = List.of(
                Fact.of(1, "US", "play", "2026-01-01T10:00:00Z"),
                Fact.of(1, "US", "search", "2026-01-02T10:00:00Z"),
                Fact.of(1, "BR", "search", "2026-01-02T09:00:00Z"),
                Fact.of(1, "US", "play", "2026-01-03T10:00:00Z"),
                Fact.of(2, "US", "search", "2026-01-02T10:00:00Z"),
                Fact.of(2, "US", "search", "2026-01-03T10:00:00Z"),
                Fact.of(3, "US", "play", "2026-01-02T10:00:00Z"),
                Fact.of(3, "US", "play", "2026-01-03T10:00:00Z"),
                Fact.of(4, "US", "search", "2026-01-01T10:00:00Z"),
                Fact.of(4, "US", "search", "2026-01-02T10:00:00Z"),
                Fact.of(4, "US", "play", "2026-01-03T10:00:00Z"));
        Asked asked = new Asked(List.of(1), List.of(), 1);
        Map<String, String> events = Map.of("start_event", "search", "return_event", "play");
        try (MetricFiles metricFiles = asked.given(MetricFiles.of(directory, facts), events)) {
            assertThat(asked.figures(metricFiles, FIRST.plusDays(1), FIRST.plusDays(1))
                            .lines())
                    .contains(
                            "2026-01-02 * on/1 cohort = 2",
                            "2026-01-02 * on/1 retained = 1",
                            "2026-01-02 BR on/1 cohort = 1",
                            "2026-01-02 BR on/1 retained = 1",
                            "2026-01-02 US on/1 cohort = 1",
                            "2026-01-02 US on/1 retained = 0");
        }
    }

    @ParameterizedTest
    @CsvSource({"31,search,play", "32,play,", "33,,browse", "34,browse,browse"})
    void randomCohortsOfEventsAreCountedAsByHand(
            long seed, @Nullable String start, @Nullable String back, @TempDir Path directory) {
        Asked asked = new Asked(List.of(1, 2, 7), List.of(List.of(1, 3)), 10);
        RandomActivity drawn = RandomActivity.draw(seed, 40, 20, 12);
        Map<String, String> events = new HashMap<>();
        if (start != null) {
            events.put("start_event", start);
        }
        if (back != null) {
            events.put("return_event", back);
        }
        try (MetricFiles metricFiles =
                asked.given(MetricFiles.of(directory, drawn.facts(), drawn.emptyDays()), events)) {
            FigureTable figures = asked.figures(metricFiles, FIRST, FIRST.plusDays(30));
            assertThat(figures.lines())
                    .as("seed %d", seed)
                    .hasSizeGreaterThan(100)
                    .isEqualTo(new RetentionOracle(
                                    drawn,
                                    fact -> start == null || fact.name().equals(start),
                                    fact -> back == null || fact.name().equals(back))
                            .figures(FIRST, FIRST.plusDays(30), asked.cells())
                            .lines());
        }
    }

    @Test
    void sixtyTwoCellsFitIntoAQuestion(@TempDir Path directory) {
        Asked asked = new Asked(IntStream.rangeClosed(1, 31).boxed().toList(), List.of(), 31);
        assertThat(asked.cells()).hasSize(62);
        RandomActivity drawn = RandomActivity.draw(6, 50, 30, 5).whole();
        try (MetricFiles metricFiles = asked.given(MetricFiles.of(directory, drawn.facts(), drawn.emptyDays()))) {
            assertThat(asked.figures(metricFiles, FIRST, FIRST.plusDays(30)).lines())
                    .isEqualTo(new RetentionOracle(drawn)
                            .figures(FIRST, FIRST.plusDays(30), asked.cells())
                            .lines());
        }
    }

    @Test
    void aPlantedCurveComesBack(@TempDir Path directory) {
        // Of a hundred who begin, 60 come back the next day, 30 the second, 20 the third, ...
        List<Fact> facts = new ArrayList<>();
        for (int begun = 0; begun < 5; begun++) {
            for (int day = 0; day <= 10; day++) {
                int active = day == 0 ? 100 : 60 / day;
                for (int profile = 1; profile <= active; profile++) {
                    Instant at = Instant.parse("2026-01-01T12:00:00Z").plus(Duration.ofDays(begun + day));
                    facts.add(Fact.of(begun * 1_000L + profile, profile % 2 == 0 ? "US" : "BR", "play", at));
                }
            }
        }
        Asked asked = new Asked(List.of(1, 2, 3, 4, 5, 6, 10), List.of(List.of(3, 6)), 10);
        try (MetricFiles metricFiles = asked.given(MetricFiles.of(directory, facts))) {
            LocalDate last = FIRST.plusDays(4);
            metricFiles.givenFile(
                    "asked.figure",
                    "metric/retention",
                    Map.of("from", Literal.of(FIRST), "to", Literal.of(last), "horizon", Literal.of(10)));
            assertThat(new FigureTable(metricFiles.figures("retention_weighted", FIRST, last, Map.of()))
                            .where("rate")
                            .lines())
                    .filteredOn(line -> line.contains("*"))
                    .containsExactly(
                            "2026-01-05 * bracket/3-6 rate = 0.2",
                            "2026-01-05 * on/1 rate = 0.6",
                            "2026-01-05 * on/10 rate = 0.06",
                            "2026-01-05 * on/2 rate = 0.3",
                            "2026-01-05 * on/3 rate = 0.2",
                            "2026-01-05 * on/4 rate = 0.15",
                            "2026-01-05 * on/5 rate = 0.12",
                            "2026-01-05 * on/6 rate = 0.1",
                            "2026-01-05 * on_or_after/1 rate = 0.6",
                            "2026-01-05 * on_or_after/10 rate = 0.06",
                            "2026-01-05 * on_or_after/2 rate = 0.3",
                            "2026-01-05 * on_or_after/3 rate = 0.2",
                            "2026-01-05 * on_or_after/4 rate = 0.15",
                            "2026-01-05 * on_or_after/5 rate = 0.12",
                            "2026-01-05 * on_or_after/6 rate = 0.1");
        }
    }

    private static void plausible(FigureTable figures, List<Integer> days) {
        Map<String, Place> places = figures.places();
        assertThat(places.values())
                .filteredOn(place -> place.knows("rate"))
                .allSatisfy(place -> assertThat(place.of("rate")).isBetween(0.0, 1.0))
                .anySatisfy(place -> assertThat(place.of("rate")).isPositive());
        assertThat(places.values())
                .filteredOn(place -> place.name().endsWith("/0") && place.knows("rate"))
                .as("everybody is there on the first day")
                .allSatisfy(place -> assertThat(place.of("rate")).isEqualTo(1.0));
        for (int day : days) {
            neverRises(places, " on_or_after/" + day, " on/" + day);
        }
        for (int i = 1; i < days.size(); i++) {
            neverRises(places, " on_or_after/" + days.get(i - 1), " on_or_after/" + days.get(i));
        }
        assertThat(figures.where("retained").sumOfRegions())
                .as("a profile began in one region only")
                .isEqualTo(figures.where("retained").ofAllRegions());
    }

    /** Where both are known, the second is of some of those whom the first is of. */
    private static void neverRises(Map<String, Place> places, String all, String some) {
        places.forEach((name, place) -> {
            Place part = name.endsWith(all) ? places.get(name.substring(0, name.length() - all.length()) + some) : null;
            if (part != null && place.knows("retained") && part.knows("retained")) {
                assertThat(part.of("retained")).as(name).isLessThanOrEqualTo(place.of("retained"));
            }
        });
    }
}
