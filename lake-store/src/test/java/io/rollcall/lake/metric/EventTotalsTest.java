package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTotalsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-08");
    private static final Instant BEGIN = Instant.parse("2026-01-08T00:00:00Z");
    private static final String ALL = "2026-01-08|*|||";
    private static final String STATS = "2026-01-08|*|event_name|player_stats|";

    @TempDir
    Path directory = Path.of("");

    /** The example of docs/reference/metrics/events.md. */
    @Test
    void aSmallTableWorkedByHand() {
        List<Fact> facts = new ArrayList<>();
        for (int profile = 1; profile <= 40; profile++) {
            facts.add(sent(profile, "play"));
        }
        for (int profile = 1; profile <= 25; profile++) {
            facts.add(sent(profile, "player_stats").saying("sample_rate", 0.1).saying("sample_unit", "event"));
        }
        FigureMap events = figures(facts);
        assertThat(row(events, ALL)).containsExactly(290.0, 65.0, 197.0, 383.0);
        assertThat(row(events, STATS)).containsExactly(250.0, 25.0, 157.0, 343.0);
        assertThat(row(events, "2026-01-08|*|event_name|play|")).containsExactly(40.0, 40.0, 40.0, 40.0);
        assertThat(row(events, "2026-01-08|US|event_name|play|")).containsExactly(40.0, 40.0, 40.0, 40.0);
    }

    /** Ten events of one profile are one that was drawn, with ten times its weight. */
    @Test
    void whatIsKeptAsAWholeMakesTheIntervalWide() {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            facts.add(sent(1, "player_stats").saying("sample_rate", 0.5).saying("sample_unit", "profile"));
            facts.add(sent(2, "own_sample").saying("sample_rate", 0.5));
            facts.add(sent(3, "by_event").saying("sample_rate", 0.5).saying("sample_unit", "event"));
        }
        FigureMap events = figures(facts);
        // 1.959964 * sqrt(2 * 100) and sqrt(2 * 10).
        assertThat(row(events, STATS)).containsExactly(20.0, 10.0, 10.0, 48.0);
        assertThat(row(events, "2026-01-08|*|event_name|own_sample|"))
                .as("a client that does not say by what")
                .containsExactly(20.0, 10.0, 10.0, 48.0);
        assertThat(row(events, "2026-01-08|*|event_name|by_event|")).containsExactly(20.0, 10.0, 11.0, 29.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatTheFileSaysIsWhatTheDefinitionsSay(long seed) {
        Random random = new Random(seed);
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Fact fact = Fact.of(
                    1 + random.nextInt(6),
                    random.nextBoolean() ? "US" : "BR",
                    List.of("play", "player_stats", "impression").get(random.nextInt(3)),
                    BEGIN.plusSeconds(random.nextInt(2) * 86_400L));
            double rate = List.of(1.0, 0.5, 0.25).get(random.nextInt(3));
            fact = rate == 1 && random.nextBoolean() ? fact : fact.saying("sample_rate", rate);
            facts.add(
                    random.nextBoolean()
                            ? fact
                            : fact.saying("sample_unit", random.nextBoolean() ? "event" : "profile"));
        }
        FigureMap expected = new FigureMap();
        for (LocalDate dt : List.of(DAY, DAY.plusDays(1))) {
            for (String region : List.of("*", "BR", "US")) {
                List<Fact> here = facts.stream()
                        .filter(fact -> fact.dt().equals(dt)
                                && (region.equals("*") || fact.region().equals(region)))
                        .toList();
                put(expected, dt, region, "", "", here);
                new TreeSet<>(here.stream().map(Fact::name).toList())
                        .forEach(name -> put(
                                expected,
                                dt,
                                region,
                                "event_name",
                                name,
                                here.stream()
                                        .filter(fact -> fact.name().equals(name))
                                        .toList()));
            }
        }
        figures(facts).requireSame(expected, "events, seed " + seed);
    }

    private static void put(
            FigureMap expected, LocalDate dt, String region, String dimension, String item, List<Fact> facts) {
        double value = facts.stream().mapToDouble(fact -> 1 / rate(fact)).sum();
        Map<String, Integer> wholes = new HashMap<>();
        facts.forEach(fact -> wholes.merge(fact.profileId() + " " + rate(fact) + " " + unit(fact), 1, Integer::sum));
        double variance = wholes.entrySet().stream()
                .mapToDouble(whole -> {
                    String[] of = whole.getKey().split(" ", -1);
                    double rate = Double.parseDouble(of[1]);
                    double n = whole.getValue();
                    return (1 - rate) / (rate * rate) * (of[2].equals("event") ? n : n * n);
                })
                .sum();
        double margin = 1.959964 * Math.sqrt(variance);
        expected.put(dt, region, dimension, item, "value", Math.rint(value))
                .put(dt, region, dimension, item, "kept", facts.size())
                .put(dt, region, dimension, item, "low", Math.max(facts.size(), Math.floor(value - margin + 0.5)))
                .put(dt, region, dimension, item, "high", Math.floor(value + margin + 0.5));
    }

    private static double rate(Fact fact) {
        return fact.more().get("sample_rate") instanceof Double rate ? rate : 1;
    }

    private static String unit(Fact fact) {
        return Objects.requireNonNullElse(fact.more().get("sample_unit"), "profile")
                .toString();
    }

    private static Fact sent(long profile, String name) {
        return Fact.of(profile, "US", name, BEGIN.plusSeconds(profile));
    }

    private static List<Double> row(FigureMap events, String place) {
        return Stream.of("value", "kept", "low", "high")
                .map(measure -> events.value(place + measure))
                .toList();
    }

    private FigureMap figures(List<Fact> facts) {
        try (MetricFiles files = MetricFiles.of(directory, facts)) {
            return FigureMap.of(files.figures("events", DAY, DAY.plusDays(1), Map.of()));
        }
    }
}
