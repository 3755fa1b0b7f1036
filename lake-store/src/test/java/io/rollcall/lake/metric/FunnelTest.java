package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.Figure;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunnelTest {
    private static final int MOST_STEPS = 8;
    private static final Duration WINDOW = Duration.ofDays(1);
    private static final LocalDate DAY = LocalDate.parse("2026-01-05");
    private static final List<String> STEPS = List.of("app_start", "browse", "play");

    private static final List<String> OUTCOMES = List.of("started", "failed", "started", "abandoned", "unheard of");

    private final Path directory;

    FunnelTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aFunnelOfADayAsWorkedOutByHand() {
        List<Figure> figures = figures(
                // All the way, with other things between, in 100 s.
                Fact.of(1, "US", "app_start", "2026-01-05T08:00:00Z"),
                Fact.of(1, "US", "search", "2026-01-05T08:00:10Z"),
                Fact.of(1, "US", "browse", "2026-01-05T08:00:20Z"),
                Fact.of(1, "US", "play", "2026-01-05T08:01:40Z"),
                // In the wrong order: no further than the first two.
                Fact.of(2, "US", "play", "2026-01-05T08:00:00Z"),
                Fact.of(2, "US", "app_start", "2026-01-05T08:01:00Z"),
                Fact.of(2, "US", "browse", "2026-01-05T08:02:00Z"),
                // The first step alone.
                Fact.of(3, "US", "app_start", "2026-01-05T09:00:00Z"),
                Fact.of(4, "BR", "app_start", "2026-01-05T10:00:00Z"),
                // Never at the first step.
                Fact.of(5, "BR", "browse", "2026-01-05T10:00:00Z"),
                Fact.of(5, "BR", "play", "2026-01-05T10:01:00Z"));

        assertThat(JourneyLines.of(figures))
                .filteredOn(line -> !line.contains(" * "))
                .containsExactly(
                        "2026-01-05 BR 1 dropped_off 1.000000",
                        "2026-01-05 BR 1 profiles 1.000000",
                        "2026-01-05 BR 1 rate_from_first 1.000000",
                        "2026-01-05 BR 1 rate_from_previous -",
                        "2026-01-05 BR 1 time_to_convert_p50_sec -",
                        "2026-01-05 BR 1 time_to_convert_p90_sec -",
                        "2026-01-05 BR 2 dropped_off 0.000000",
                        "2026-01-05 BR 2 profiles 0.000000",
                        "2026-01-05 BR 2 rate_from_first 0.000000",
                        "2026-01-05 BR 2 rate_from_previous 0.000000",
                        "2026-01-05 BR 2 time_to_convert_p50_sec -",
                        "2026-01-05 BR 2 time_to_convert_p90_sec -",
                        "2026-01-05 BR 3 dropped_off -",
                        "2026-01-05 BR 3 profiles 0.000000",
                        "2026-01-05 BR 3 rate_from_first 0.000000",
                        "2026-01-05 BR 3 rate_from_previous -",
                        "2026-01-05 BR 3 time_to_convert_p50_sec -",
                        "2026-01-05 BR 3 time_to_convert_p90_sec -",
                        "2026-01-05 US 1 dropped_off 1.000000",
                        "2026-01-05 US 1 profiles 3.000000",
                        "2026-01-05 US 1 rate_from_first 1.000000",
                        "2026-01-05 US 1 rate_from_previous -",
                        "2026-01-05 US 1 time_to_convert_p50_sec -",
                        "2026-01-05 US 1 time_to_convert_p90_sec -",
                        "2026-01-05 US 2 dropped_off 1.000000",
                        "2026-01-05 US 2 profiles 2.000000",
                        "2026-01-05 US 2 rate_from_first 0.666667",
                        "2026-01-05 US 2 rate_from_previous 0.666667",
                        "2026-01-05 US 2 time_to_convert_p50_sec 40.000000",
                        "2026-01-05 US 2 time_to_convert_p90_sec 56.000000",
                        "2026-01-05 US 3 dropped_off -",
                        "2026-01-05 US 3 profiles 1.000000",
                        "2026-01-05 US 3 rate_from_first 0.333333",
                        "2026-01-05 US 3 rate_from_previous 0.500000",
                        "2026-01-05 US 3 time_to_convert_p50_sec 100.000000",
                        "2026-01-05 US 3 time_to_convert_p90_sec 100.000000");
        assertThat(JourneyLines.measure(figures, DAY, "profiles"))
                .containsExactly("* 1 4", "* 2 2", "* 3 1", "BR 1 1", "BR 2 0", "BR 3 0", "US 1 3", "US 2 2", "US 3 1");
    }

    @Test
    void theLastStepMayComeAtTheEndOfTheWindowAndNoLater() {
        List<Figure> figures = figures(
                Fact.of(1, "US", "app_start", "2026-01-05T23:59:59Z"),
                Fact.of(1, "US", "browse", "2026-01-06T01:00:00Z"),
                Fact.of(1, "US", "play", "2026-01-06T23:59:59Z"),
                Fact.of(2, "BR", "app_start", "2026-01-05T23:59:59Z"),
                Fact.of(2, "BR", "browse", "2026-01-06T01:00:00Z"),
                Fact.of(2, "BR", "play", "2026-01-06T23:59:59.001Z"));
        assertThat(JourneyLines.measure(figures, DAY, "profiles"))
                .containsExactly("* 1 2", "* 2 2", "* 3 1", "BR 1 1", "BR 2 1", "BR 3 0", "US 1 1", "US 2 1", "US 3 1");
    }

    @Test
    void aLaterStartThatStillSucceedsCountsWhereAnEarlierOneIsTooOld() {
        List<Figure> figures = figures(
                DAY,
                DAY,
                Duration.ofMinutes(10),
                STEPS,
                List.of(
                        Fact.of(1, "US", "app_start", "2026-01-05T08:00:00Z"),
                        Fact.of(1, "US", "browse", "2026-01-05T08:01:00Z"),
                        Fact.of(1, "US", "app_start", "2026-01-05T08:05:00Z"),
                        Fact.of(1, "US", "browse", "2026-01-05T08:06:00Z"),
                        Fact.of(1, "US", "play", "2026-01-05T08:12:00Z")));
        assertThat(JourneyLines.measure(figures, DAY, "time_to_convert_p50_sec"))
                .containsExactly("* 1 -", "* 2 60", "* 3 420", "US 1 -", "US 2 60", "US 3 420");
    }

    @Test
    void everyDayAndRegionOfAFirstStepHasItsOwnTry() {
        List<Fact> facts = List.of(
                Fact.of(1, "US", "app_start", "2026-01-05T22:00:00Z"),
                Fact.of(1, "BR", "app_start", "2026-01-05T23:00:00Z"),
                Fact.of(1, "IN", "app_start", "2026-01-06T00:30:00Z"),
                Fact.of(1, "IN", "browse", "2026-01-06T01:00:00Z"),
                Fact.of(1, "IN", "play", "2026-01-06T02:00:00Z"));
        List<Figure> figures = figures(DAY, DAY.plusDays(1), WINDOW, STEPS, facts);
        assertThat(JourneyLines.measure(figures, DAY, "time_to_convert_p50_sec"))
                .as("for all, the quickest")
                .containsExactly(
                        "* 1 -",
                        "* 2 7200",
                        "* 3 10800",
                        "BR 1 -",
                        "BR 2 7200",
                        "BR 3 10800",
                        "US 1 -",
                        "US 2 10800",
                        "US 3 14400");
        assertThat(JourneyLines.measure(figures, DAY.plusDays(1), "time_to_convert_p50_sec"))
                .containsExactly("* 1 -", "* 2 1800", "* 3 5400", "IN 1 -", "IN 2 1800", "IN 3 5400");
    }

    @Test
    void anEventIsOneStepOnlyAndEventsOfOneTimeAreInTheOrderOfTheSteps() {
        List<String> twice = List.of("play", "play", "stop");
        List<Fact> facts = List.of(
                Fact.of(1, "US", "play", "2026-01-05T08:00:00Z"),
                Fact.of(1, "US", "stop", "2026-01-05T08:00:01Z"),
                Fact.of(2, "US", "play", "2026-01-05T08:00:00Z"),
                Fact.of(2, "US", "play", "2026-01-05T08:00:00Z"),
                Fact.of(2, "US", "stop", "2026-01-05T08:00:00Z"),
                Fact.of(3, "US", "stop", "2026-01-05T08:00:00Z"),
                Fact.of(3, "US", "play", "2026-01-05T08:00:00Z"),
                Fact.of(3, "US", "play", "2026-01-05T08:00:00Z"));
        assertThat(JourneyLines.measure(figures(DAY, DAY, WINDOW, twice, facts), DAY, "profiles"))
                .as("in whatever order they came")
                .containsExactly("* 1 3", "* 2 2", "* 3 2", "US 1 3", "US 2 2", "US 3 2");
    }

    @Test
    void ofEventsOfOneTimeInSeveralRegionsOneOfTheRegionBegins() {
        List<Fact> facts = new ArrayList<>(List.of(
                Fact.of(1, "BR", "play", "2026-01-05T08:00:00Z"), Fact.of(1, "US", "play", "2026-01-05T08:00:00Z")));
        for (int turn = 0; turn < facts.size(); turn++) {
            Collections.rotate(facts, 1);
            assertThat(JourneyLines.measure(figures(DAY, DAY, WINDOW, List.of("play", "play"), facts), DAY, "profiles"))
                    .containsExactly("* 1 1", "* 2 1", "BR 1 1", "BR 2 1", "US 1 1", "US 2 1");
        }
    }

    @Test
    void whatIsNoActivityIsNoStep() {
        List<Figure> figures = figures(
                Fact.of(1, "US", "app_start", "2026-01-05T08:00:00Z"),
                Fact.of(1, "US", "browse", "2026-01-05T08:00:01Z").passive(),
                Fact.of(2, "BR", "app_start", "2026-01-05T08:00:00Z").passive());
        assertThat(JourneyLines.measure(figures, DAY, "profiles"))
                .containsExactly("* 1 1", "* 2 0", "* 3 0", "US 1 1", "US 2 0", "US 3 0");
    }

    @Test
    void eightStepsOverSevenDaysAreFollowed() {
        List<String> steps = List.of("login", "a", "b", "c", "d", "e", "f", "subscription_change");
        List<Fact> facts = new ArrayList<>();
        Instant start = Instant.parse("2026-01-05T08:00:00Z");
        for (int step = 0; step < MOST_STEPS; step++) {
            facts.add(Fact.of(1, "US", steps.get(step), start.plus(Duration.ofDays(step))));
        }
        List<Figure> figures = figures(DAY, DAY, Duration.ofDays(7), steps, facts);
        assertThat(JourneyLines.measure(figures, DAY, "time_to_convert_p90_sec"))
                .contains("US 8 604800", "* 8 604800", "US 2 86400");
        List<Figure> shorter = figures(DAY, DAY, Duration.ofDays(7).minusMillis(1), steps, facts);
        assertThat(JourneyLines.measure(shorter, DAY, "profiles")).contains("US 7 1", "US 8 0");
    }

    @ParameterizedTest
    @CsvSource({
        "1,86400,app_start browse play",
        "2,86400,app_start browse play",
        "3,600,browse play",
        "4,7200,play play stop search",
        "5,604800,search app_start browse play stop heartbeat search play",
        "6,172801,play",
        "7,259200,app_start app_start browse browse play",
        "8,1800,heartbeat stop app_start"
    })
    void randomFunnelsAreWhatTheDefinitionSays(long seed, long windowSec, String names) {
        List<Fact> facts = JourneyFacts.random(seed);
        List<String> steps = List.of(names.split(" "));
        Duration window = Duration.ofSeconds(windowSec);
        LocalDate from = JourneyFacts.FIRST.plusDays(seed % 3);
        LocalDate to = from.plusDays(seed % 4);
        List<Figure> figures = figures(from, to, window, steps, facts);
        assertThat(JourneyLines.of(figures))
                .as("seed %d", seed)
                .isNotEmpty()
                .isEqualTo(new Tries(facts, steps, window).lines(from, to));
        requireCountsNeverRise(figures);
    }

    @ParameterizedTest
    @CsvSource({
        "21,86400,app_start play_started",
        "22,7200,play play_started",
        "23,604800,play_started play browse",
        "24,86400,app_start play?outcome=started play?outcome=failed",
        "25,604800,play?outcome=abandoned browse play_started?outcome=started",
        "26,86400,play?outcome=started play"
    })
    void randomFunnelsOfPlaysThatStartedAreWhatTheDefinitionSays(long seed, long windowSec, String names) {
        List<Fact> facts = new ArrayList<>();
        for (Fact fact : JourneyFacts.random(seed)) {
            facts.add(fact.with("{\"outcome\":\"" + OUTCOMES.get(facts.size() % OUTCOMES.size()) + "\"}"));
        }
        List<String> steps = List.of(names.split(" "));
        Duration window = Duration.ofSeconds(windowSec);
        LocalDate to = JourneyFacts.FIRST.plusDays(3);
        List<Figure> figures = figures(JourneyFacts.FIRST, to, window, steps, facts);
        assertThat(JourneyLines.of(figures))
                .as("seed %d", seed)
                .isNotEmpty()
                .isEqualTo(new Tries(facts, steps, window).lines(JourneyFacts.FIRST, to));
        requireCountsNeverRise(figures);
    }

    @Test
    void aPlayThatStartedIsOneStepAndOneThatDidNotIsNone() {
        List<Fact> facts = List.of(
                Fact.of(1, "US", "browse", "2026-01-05T08:00:00Z"),
                Fact.of(1, "US", "play", "2026-01-05T08:00:01Z").with("{\"outcome\":\"failed\"}"),
                Fact.of(1, "US", "play", "2026-01-05T08:00:02Z").with("{\"outcome\":\"abandoned\"}"),
                Fact.of(2, "US", "browse", "2026-01-05T08:00:00Z"),
                Fact.of(2, "US", "play", "2026-01-05T08:00:03Z").with("{\"outcome\":\"started\"}"),
                Fact.of(3, "US", "browse", "2026-01-05T08:00:00Z"),
                Fact.of(3, "US", "play", "2026-01-05T08:00:05Z"),
                Fact.of(4, "US", "browse", "2026-01-05T08:00:00Z"),
                Fact.of(4, "US", "play", "2026-01-05T08:00:01Z").with("{\"outcome\":\"failed\"}"),
                Fact.of(4, "US", "play", "2026-01-05T08:00:07Z").with("{}"));
        List<Figure> started = figures(DAY, DAY, WINDOW, List.of("browse", "play_started"), facts);
        assertThat(JourneyLines.measure(started, DAY, "profiles"))
                .containsExactly("* 1 4", "* 2 3", "US 1 4", "US 2 3");
        assertThat(JourneyLines.measure(started, DAY, "time_to_convert_p50_sec"))
                .contains("* 2 5", "US 2 5");
        List<Figure> both = figures(DAY, DAY, WINDOW, List.of("play", "play_started"), facts);
        assertThat(JourneyLines.measure(both, DAY, "profiles"))
                .as("only one of them played twice")
                .containsExactly("* 1 4", "* 2 1", "US 1 4", "US 2 1");
    }

    private static void requireCountsNeverRise(List<Figure> figures) {
        Map<String, List<Figure>> funnels = figures.stream()
                .filter(figure -> figure.measure().equals("profiles"))
                .collect(Collectors.groupingBy(figure -> figure.dt() + figure.region()));
        funnels.values()
                .forEach(funnel -> assertThat(funnel.stream()
                                .sorted(Comparator.comparing(Figure::item))
                                .map(Figure::value))
                        .isSortedAccordingTo(Comparator.reverseOrder()));
        figures.stream()
                .filter(figure -> figure.measure().startsWith("rate") && figure.value() != null)
                .forEach(figure -> assertThat(figure.value()).isBetween(0.0, 1.0));
    }

    private List<Figure> figures(Fact... facts) {
        return figures(DAY, DAY, WINDOW, STEPS, List.of(facts));
    }

    /** What a funnel says; a step may be {@code play?outcome=started}. */
    private List<Figure> figures(LocalDate from, LocalDate to, Duration window, List<String> steps, List<Fact> facts) {
        Map<String, String> literals = new HashMap<>();
        literals.put("window_millis", Literal.of(window.toMillis()));
        for (int step = 1; step <= MOST_STEPS; step++) {
            String[] asked = (step <= steps.size() ? steps.get(step - 1) : "").split("[?=]", -1);
            literals.put("step_" + step, Literal.of(asked[0]));
            literals.put("property_" + step, Literal.of(asked.length > 1 ? asked[1] : ""));
            literals.put("value_" + step, Literal.of(asked.length > 1 ? asked[2] : ""));
        }
        try (MetricFiles metricFiles = MetricFiles.of(directory, facts)) {
            return metricFiles.figures("funnel", from, to, literals);
        }
    }

    /** A funnel by definition: from every first step on, the next of each step is looked for. */
    private record Tries(List<Fact> facts, List<String> steps, Duration window) {
        List<String> lines(LocalDate from, LocalDate to) {
            return from.datesUntil(to.plusDays(1))
                    .flatMap(dt -> Stream.of("*", "BR", "US").flatMap(region -> lines(dt, region)))
                    .sorted()
                    .toList();
        }

        private Stream<String> lines(LocalDate dt, String region) {
            List<List<Long>> millisBySteps = new ArrayList<>();
            steps.forEach(step -> millisBySteps.add(new ArrayList<>()));
            byProfile().forEach(events -> {
                for (int step = 0; step < steps.size(); step++) {
                    int number = step;
                    (region.equals("*") ? events.stream().map(Fact::region).distinct() : Stream.of(region))
                            .map(place -> quickest(ordered(events, place), dt, place, number))
                            .flatMapToLong(OptionalLong::stream)
                            .min()
                            .ifPresent(millisBySteps.get(step)::add);
                }
            });
            long first = millisBySteps.get(0).size();
            if (first == 0) {
                return Stream.empty();
            }
            return Stream.iterate(0, step -> step < steps.size(), step -> step + 1)
                    .flatMap(step -> {
                        List<Long> millis = millisBySteps.get(step);
                        List<Long> timed = step == 0 ? List.of() : millis;
                        long previous =
                                step == 0 ? 0 : millisBySteps.get(step - 1).size();
                        String item = Integer.toString(step + 1);
                        return Stream.of(
                                JourneyLines.of(dt, region, item, "profiles", (double) millis.size()),
                                JourneyLines.of(
                                        dt, region, item, "rate_from_first", JourneyLines.ratio(millis.size(), first)),
                                JourneyLines.of(
                                        dt,
                                        region,
                                        item,
                                        "rate_from_previous",
                                        JourneyLines.ratio(millis.size(), previous)),
                                JourneyLines.of(
                                        dt,
                                        region,
                                        item,
                                        "dropped_off",
                                        step == steps.size() - 1
                                                ? null
                                                : Double.valueOf(millis.size()
                                                        - millisBySteps
                                                                .get(step + 1)
                                                                .size())),
                                JourneyLines.of(
                                        dt,
                                        region,
                                        item,
                                        "time_to_convert_p50_sec",
                                        JourneyLines.percentileSec(0.5, timed)),
                                JourneyLines.of(
                                        dt,
                                        region,
                                        item,
                                        "time_to_convert_p90_sec",
                                        JourneyLines.percentileSec(0.9, timed)));
                    });
        }

        private Stream<List<Fact>> byProfile() {
            return facts.stream()
                    .filter(Fact::active)
                    .collect(Collectors.groupingBy(Fact::profileId))
                    .values()
                    .stream();
        }

        /** By time; of one time by the first step that they can be, a play that started after one that says less. */
        private List<Fact> ordered(List<Fact> events, String region) {
            return events.stream()
                    .sorted(Comparator.comparing(Fact::at)
                            .thenComparing(this::firstStep)
                            .thenComparing(event -> steps.contains("play_started") && is(event, "play_started"))
                            .thenComparing(event -> !event.region().equals(region)))
                    .toList();
        }

        private int firstStep(Fact event) {
            return Stream.iterate(0, step -> step < steps.size(), step -> step + 1)
                    .filter(step -> is(event, steps.get(step)))
                    .findFirst()
                    .orElse(steps.size());
        }

        private OptionalLong quickest(List<Fact> events, LocalDate dt, String region, int step) {
            return Stream.iterate(0, at -> at < events.size(), at -> at + 1)
                    .filter(at -> is(events.get(at), steps.get(0)))
                    .filter(at -> events.get(at).dt().equals(dt))
                    .filter(at -> events.get(at).region().equals(region))
                    .map(at -> millisTo(events, at, step))
                    .filter(millis -> millis <= window.toMillis())
                    .mapToLong(millis -> millis)
                    .min();
        }

        private long millisTo(List<Fact> events, int start, int step) {
            int at = start;
            for (int next = 1; next <= step; next++) {
                do {
                    at++;
                    if (at == events.size()) {
                        return Long.MAX_VALUE;
                    }
                } while (!is(events.get(at), steps.get(next)));
            }
            return Duration.between(events.get(start).at(), events.get(at).at()).toMillis();
        }

        private static boolean is(Fact event, String asked) {
            String step = asked.replaceFirst("\\?.*", "");
            if (!step.equals(asked)) {
                String said = asked.substring(step.length() + 1).replaceFirst("(.*)=(.*)", "\"$1\":\"$2\"");
                return is(event, step) && String.valueOf(event.properties()).contains(said);
            }
            return step.equals("play_started")
                    ? event.name().equals("play")
                            && !String.valueOf(event.properties()).matches(".*(failed|abandoned).*")
                    : event.name().equals(step);
        }
    }
}
