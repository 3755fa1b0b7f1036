package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TitlesTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-08");
    private static final String TODAY = "2026-01-08T";
    private static final String WEEK_BEFORE = "2026-01-01T";
    private static final Offset<Double> ROUNDING = within(1e-9);
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path directory = Path.of("");

    @Test
    void aSmallTableWorkedByHand() {
        FigureMap titles = figures(
                List.of(
                        play(1, "US", WEEK_BEFORE + "20:00:00Z", 7, 3600).runtime(7200),
                        play(2, "US", WEEK_BEFORE + "20:00:00Z", 8, 1800),
                        play(1, "US", TODAY + "19:00:00Z", 7, 3600).runtime(7200),
                        play(1, "US", TODAY + "23:59:59Z", 7, 2880).runtime(7200),
                        play(1, "BR", TODAY + "10:00:00Z", 7, 100).runtime(7200),
                        play(2, "US", TODAY + "19:00:00Z", 7, 6479).runtime(7200),
                        play(3, "US", TODAY + "19:00:00Z", 8, 3600),
                        play(4, "US", TODAY + "19:00:00Z", 9, 0).with("{\"outcome\": \"failed\"}")),
                100,
                1);
        assertThat(titles.value("2026-01-08|US|title|7|hours_viewed")).isEqualTo(12_959 / 3600.0, ROUNDING);
        assertThat(titles.value("2026-01-08|US|title|7|views")).isEqualTo(12_959 / 7200.0, ROUNDING);
        assertThat(titles.value("2026-01-08|US|title|7|starts")).isEqualTo(3);
        assertThat(titles.value("2026-01-08|US|title|7|unique_viewers")).isEqualTo(2);
        assertThat(titles.value("2026-01-08|US|title|7|completion_rate"))
                .as("6480 of 7200 seconds are 90 %, 6479 are not")
                .isEqualTo(0.5);
        double mean = (12_959 + 3600 + 3600 + 1800) / 6.0;
        assertThat(titles.value("2026-01-08|US|title|7|trending")).isEqualTo((12_959 + mean) / (3600 + mean), ROUNDING);
        assertThat(titles.value("2026-01-08|US|title|8|trending")).isEqualTo((3600 + mean) / (1800 + mean), ROUNDING);
        assertThat(titles.value("2026-01-08|US|title|8|views"))
                .as("without runtime")
                .isNaN();
        assertThat(titles.value("2026-01-08|US|title|8|completion_rate")).isNaN();
        assertThat(titles.value("2026-01-08|US|title|9|unique_viewers"))
                .as("a play that failed is no start")
                .isZero();
        assertThat(titles.value("2026-01-08|US|title|9|rank_hours")).isEqualTo(3);
        assertThat(titles.value("2026-01-08|BR|title|7|unique_viewers")).isEqualTo(1);
        assertThat(titles.value("2026-01-08|*|title|7|unique_viewers"))
                .as("once, in whichever regions")
                .isEqualTo(2);
        assertThat(titles.value("2026-01-08|*|title|7|hours_viewed")).isEqualTo(13_059 / 3600.0, ROUNDING);
    }

    @Test
    void aSmallTitleThatGrowsTenfoldDoesNotTrendBeforeALargeOneThatDoubles() {
        FigureMap titles = figures(
                List.of(
                        play(1, "US", WEEK_BEFORE + "20:00:00Z", 1, 60),
                        play(2, "US", WEEK_BEFORE + "20:00:00Z", 2, 40_000),
                        play(3, "US", TODAY + "20:00:00Z", 1, 600),
                        play(4, "US", TODAY + "20:00:00Z", 2, 80_000)),
                100,
                1);
        assertThat(titles.value("2026-01-08|US|title|2|rank_trending")).isEqualTo(1);
        assertThat(titles.value("2026-01-08|US|title|1|trending")).isBetween(1.0, 1.1);
    }

    @Test
    void nothingTrendsBeforeTheDayAWeekEarlierIsCounted() {
        FigureMap titles = figures(List.of(play(1, "US", TODAY + "20:00:00Z", 1, 60)), 100, 1);
        assertThat(titles.value("2026-01-08|US|title|1|trending")).isNaN();
        assertThat(titles.value("2026-01-08|US|title|1|rank_trending")).isNaN();
        assertThat(titles.value("2026-01-08|US|title|1|rank_hours")).isEqualTo(1);
    }

    @Test
    void aTitleIsPutOutWhenItIsAmongTheFirstByAnyRanking() {
        List<Fact> facts = new ArrayList<>();
        facts.add(play(1, "US", TODAY + "20:00:00Z", 1, 9000));
        for (int viewer = 1; viewer <= 3; viewer++) {
            facts.add(play(viewer, "US", TODAY + "21:00:00Z", 2, 1));
        }
        facts.add(play(1, "US", TODAY + "22:00:00Z", 3, 8000));
        Set<String> items = figures(facts, 1, 1).values().keySet().stream()
                .map(name -> name.split("\\|", -1)[3])
                .collect(Collectors.toSet());
        assertThat(items).containsExactlyInAnyOrder("1", "2");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatTheFileSaysIsWhatTheDefinitionsSay(long seed) {
        Random random = new Random(seed);
        List<Fact> facts = random(random);
        Set<LocalDate> counted = facts.stream().map(Fact::dt).collect(Collectors.toSet());
        int limit = 1 + random.nextInt(3);
        int prior = 1 + random.nextInt(3);
        LocalDate first = DAY.minusDays(1);
        LocalDate last = DAY.plusDays(1);
        try (MetricFiles metricFiles = MetricFiles.of(directory, facts)) {
            FigureMap figures = FigureMap.of(metricFiles.figures("titles", first, last, parameters(limit, prior)));
            figures.requireSame(
                    new TitlesOracle(facts, counted, limit, prior).figures(first, last), "titles, seed " + seed);
            figures.values().forEach((name, value) -> {
                if (name.endsWith("completion_rate") && !value.isNaN()) {
                    assertThat(value).as(name).isBetween(0.0, 1.0);
                }
            });
        }
    }

    private static List<Fact> random(Random random) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            int day = random.nextInt(9);
            if (day == 2) {
                // Never counted.
                continue;
            }
            Instant at = BEGIN.plusSeconds(day * 86_400L + pick(random, 0, 86_399, random.nextInt(86_400)));
            int title = random.nextInt(6);
            Fact fact = Fact.of(
                    1 + random.nextInt(5),
                    random.nextInt(3) == 0 ? "BR" : "US",
                    random.nextInt(6) == 0 ? "stop" : "play",
                    at);
            if (title > 0) {
                fact = fact.watching(title, pick(random, 0, 450, 900, 1000, 1800));
                // Title 1 has no runtime, title 2 one that makes no sense.
                fact = title == 1 ? fact : fact.runtime(title == 2 ? 0 : title * 500);
            }
            String outcome = pick(random, "started", "failed", "abandoned", "other");
            facts.add(random.nextInt(3) == 0 ? fact.with("{\"outcome\":\"" + outcome + "\"}") : fact);
        }
        return facts;
    }

    private static int pick(Random random, int... values) {
        return values[random.nextInt(values.length)];
    }

    private static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }

    private FigureMap figures(List<Fact> facts, int limit, int prior) {
        try (MetricFiles metricFiles = MetricFiles.of(directory, facts)) {
            return FigureMap.of(metricFiles.figures("titles", DAY, DAY, parameters(limit, prior)));
        }
    }

    private static Map<String, String> parameters(int limit, int prior) {
        return Map.of("limit", Integer.toString(limit), "prior", Integer.toString(prior));
    }

    private static Fact play(long profile, String region, String at, long title, int seconds) {
        return Fact.of(profile, region, "play", at).watching(title, seconds);
    }
}
