package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rollcall.lake.metric.PlaybackOracle.Given;
import io.rollcall.lake.metric.PlaybackOracle.Said;
import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybackQualityTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-08");
    private static final Instant BEGIN = Instant.parse("2026-01-08T00:00:00Z");
    private static final String ALL = "2026-01-08|*|||";
    private static final Offset<Double> ROUNDING = within(1e-9);
    private static final int PLENTY = 50;

    @TempDir
    Path directory = Path.of("");

    @Test
    void aSmallTableWorkedByHand() {
        FigureMap playback = figures(
                play(1, 1, "{\"startup_ms\":400,\"rebuffer_ms\":1000,\"cdn\":\"a\"}")
                        .watching(7, 99),
                play(2, 2, "{\"startup_ms\":800,\"rebuffer_ms\":0,\"cdn\":\"b\"}")
                        .watching(7, 100),
                play(3, 3, "{\"outcome\":\"started\",\"startup_ms\":1000,\"error_code\":\"E7\"}")
                        .watching(7, 5000),
                play(4, 4, "{\"outcome\":\"failed\",\"startup_ms\":9000,\"error_code\":\"E1\"}"),
                play(5, 5, "{\"outcome\":\"abandoned\",\"cdn\":\"a\"}"),
                play(6, 6, "{\"outcome\":\"abandoned\",\"error_code\":\"E2\"}"),
                Fact.of(7, "US", "play", at(7)));
        assertThat(playback.value(ALL + "attempts")).isEqualTo(7);
        assertThat(playback.value(ALL + "plays"))
                .as("three that say so, and one that says nothing")
                .isEqualTo(4);
        assertThat(playback.value(ALL + "vsf_rate"))
                .as("with an error reported, one that was left has failed")
                .isEqualTo(2 / 7.0, ROUNDING);
        assertThat(playback.value(ALL + "ebvs_rate")).isEqualTo(1 / 7.0, ROUNDING);
        assertThat(playback.value(ALL + "vpf_rate")).isEqualTo(0.25);
        assertThat(playback.value(ALL + "vst_p50_ms")).isEqualTo(800);
        assertThat(playback.value(ALL + "vst_p95_ms"))
                .as("nine tenths of the way from the second to the third")
                .isEqualTo(980, ROUNDING);
        assertThat(playback.value(ALL + "rebuffering_ratio"))
                .as("one second in 200, of the plays that say it")
                .isEqualTo(1 / 200.0, ROUNDING);
        assertThat(playback.value("2026-01-08|US|cdn|a|attempts")).isEqualTo(2);
        assertThat(playback.value("2026-01-08|US|cdn|a|ebvs_rate")).isEqualTo(0.5);
        assertThat(playback.value("2026-01-08|US|cdn|unknown|attempts")).isEqualTo(4);
        assertThat(playback.value("2026-01-08|US|platform|unknown|attempts")).isEqualTo(7);
        assertThat(playback.value("2026-01-08|US|cdn|b|vpf_rate")).isZero();
    }

    @Test
    void aStopWithAnErrorEndsTheLastPlayBeforeItOnItsPlatformOnce() {
        FigureMap playback = figures(
                play(1, 10, "{\"cdn\":\"before\"}").on("tv", "1"),
                play(1, 20, "{\"cdn\":\"ended\",\"error_code\":\"E1\"}").on("tv", "1"),
                play(1, 25, "{\"cdn\":\"elsewhere\"}").on("mobile", "1"),
                stop(1, 30, "{\"error_code\":\"E1\"}").on("tv", "1"),
                stop(1, 31, "{\"error_code\":\"E1\"}").on("tv", "1"),
                play(1, 40, "{\"cdn\":\"after\"}").on("tv", "1"),
                stop(1, 41, "{\"error_code\":\"\"}").on("tv", "1"),
                stop(1, 42, "{}").on("tv", "1"),
                stop(2, 43, "{\"error_code\":\"E1\"}").on("tv", "1"));
        assertThat(playback.value(ALL + "vpf_rate")).isEqualTo(0.25);
        assertThat(playback.value("2026-01-08|*|cdn|ended|vpf_rate")).isEqualTo(1);
        assertThat(playback.value("2026-01-08|*|cdn|elsewhere|vpf_rate")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"fast\"",
                "\"\"",
                "null",
                "true",
                "-1",
                "86400001",
                "{\"ms\":5}",
                "[5]",
                "\"NaN\"",
                "\"Infinity\"",
                "\"12d\"",
                "\"1_000\"",
                "\"--\"",
                "1e300"
            })
    void aTimeThatIsNoneIsAsGoodAsAbsentAndTheAttemptCounts(String value) {
        FigureMap playback = figures(
                play(1, 1, "{\"startup_ms\":" + value + ",\"rebuffer_ms\":" + value + "}")
                        .watching(7, 100),
                play(2, 2, "{\"startup_ms\":300.9,\"rebuffer_ms\":1e2}").watching(7, 1));
        assertThat(playback.value(ALL + "plays")).isEqualTo(2);
        assertThat(playback.value(ALL + "vst_p50_ms")).isEqualTo(300);
        assertThat(playback.value(ALL + "rebuffering_ratio")).isEqualTo(100 / 1100.0, ROUNDING);
    }

    @Test
    void withoutAPlayThatStartedOnlyTheAttemptsAreKnown() {
        FigureMap playback = figures(play(1, 1, "{\"outcome\":\"failed\"}"));
        assertThat(playback.value(ALL + "vsf_rate")).isEqualTo(1);
        assertThat(playback.value(ALL + "vpf_rate")).isNaN();
        assertThat(playback.value(ALL + "vst_p95_ms")).isNaN();
        assertThat(playback.value(ALL + "rebuffering_ratio")).isNaN();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatTheFileSaysIsWhatTheDefinitionsSay(long seed) {
        Random random = new Random(seed);
        List<Given> given = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            given.add(random(random));
        }
        int items = 1 + random.nextInt(3);
        List<Fact> facts = given.stream()
                .map(event -> event.fact().with(json(event.said())))
                .toList();
        LocalDate last = DAY.plusDays(1);
        try (MetricFiles metricFiles = MetricFiles.of(directory, facts)) {
            FigureMap figures = FigureMap.of(metricFiles.figures("playback", DAY, last, parameters(items)));
            figures.requireSame(new PlaybackOracle(given, items).figures(DAY, last), "playback, seed " + seed);
            figures.values().forEach((name, value) -> {
                if ((name.endsWith("_rate") || name.endsWith("_ratio")) && !value.isNaN()) {
                    assertThat(value).as(name).isBetween(0.0, 1.0);
                }
            });
        }
    }

    /** Few seconds, profiles and values, so that there are ties. */
    private static Given random(Random random) {
        Instant at = BEGIN.plusSeconds(random.nextInt(2) * 86_400L + random.nextInt(60));
        Fact fact = Fact.of(
                        1 + random.nextInt(4),
                        random.nextBoolean() ? "US" : "BR",
                        random.nextInt(4) == 0 ? "stop" : "play",
                        at)
                .watching(1, random.nextInt(3) * 100);
        if (random.nextInt(3) > 0) {
            fact = fact.on(random.nextBoolean() ? "tv" : "web", "v" + random.nextInt(4));
        }
        return new Given(
                fact,
                new Said(
                        random.nextInt(2) == 0 ? null : pick(random, "started", "failed", "abandoned", "whatever"),
                        random.nextInt(4) == 0 ? null : Integer.valueOf(random.nextInt(20) * 50),
                        random.nextInt(2) == 0 ? null : Integer.valueOf(random.nextInt(4) * 1000),
                        random.nextInt(4) == 0 ? "E" + random.nextInt(3) : null,
                        random.nextInt(3) == 0 ? null : pick(random, "a", "b", "c", "d")));
    }

    private static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }

    private static String json(Said said) {
        StringJoiner json = new StringJoiner(",", "{", "}");
        text(json, "outcome", said.outcome());
        text(json, "error_code", said.error());
        text(json, "cdn", said.cdn());
        number(json, "startup_ms", said.startup());
        number(json, "rebuffer_ms", said.rebuffer());
        return json.toString();
    }

    private static void text(StringJoiner json, String key, @Nullable String value) {
        if (value != null) {
            json.add("\"" + key + "\":\"" + value + "\"");
        }
    }

    private static void number(StringJoiner json, String key, @Nullable Integer value) {
        if (value != null) {
            json.add("\"" + key + "\":" + value);
        }
    }

    private FigureMap figures(Fact... facts) {
        try (MetricFiles metricFiles = MetricFiles.of(directory, List.of(facts))) {
            return FigureMap.of(metricFiles.figures("playback", DAY, DAY, parameters(PLENTY)));
        }
    }

    private static Map<String, String> parameters(int items) {
        return Map.of("items", Integer.toString(items));
    }

    private static Fact play(long profile, int second, String properties) {
        return Fact.of(profile, "US", "play", at(second)).with(properties);
    }

    private static Fact stop(long profile, int second, String properties) {
        return Fact.of(profile, "US", "stop", at(second)).with(properties);
    }

    private static Instant at(int second) {
        return BEGIN.plusSeconds(second);
    }
}
