package io.rollcall.lake.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code experiment/experiment.sql}. */
class ExperimentTest {
    private static final LocalDate FROM = LocalDate.parse("2026-03-01");
    private static final LocalDate TO = LocalDate.parse("2026-03-10");
    private static final List<ExperimentMetric> EVERY = List.of(ExperimentMetric.values());

    @TempDir
    private Path directory;

    /**
     * Profile 1 sees the control on the 2nd and plays 60 s the day before, 29 days before (too early) and, on the day of its exposure,
     * before it, at the same moment (both do not count) and after it; 2 sees the treatment and plays on the 7th day after; 3 sees both; 4 another experiment; 5 none.
     */
    @Test
    void aTableWorkedByHand() {
        List<Fact> facts = List.of(
                Fact.of(1, "US", "play", "2026-02-01T10:00:00Z").watching(7, 10),
                Fact.of(1, "US", "play", "2026-03-01T23:59:59Z").watching(7, 60),
                Fact.of(1, "US", "play", "2026-03-02T00:00:00Z").watching(7, 100),
                exposure(1, "2026-03-02T10:00:00Z", "row", "control"),
                Fact.of(1, "US", "play", "2026-03-02T10:00:00Z").watching(7, 50),
                exposure(1, "2026-03-02T13:00:00Z", "row", "control"),
                exposure(1, "2026-03-05T10:00:00Z", "row", "control"),
                Fact.of(1, "BR", "play", "2026-03-02T12:00:00Z").watching(7, 200),
                Fact.of(1, "US", "play", "2026-03-02T12:30:00Z").with("{\"outcome\":\"failed\"}"),
                exposure(2, "2026-03-01T10:00:00Z", "row", "treatment"),
                Fact.of(2, "US", "play", "2026-03-08T12:00:00Z").watching(7, 5),
                exposure(3, "2026-03-01T10:00:00Z", "row", "control"),
                exposure(3, "2026-03-01T10:00:01Z", "row", "treatment"),
                Fact.of(3, "US", "play", "2026-03-02T12:00:00Z").watching(7, 1_000),
                exposure(4, "2026-03-01T10:00:00Z", "other", "treatment"),
                Fact.of(4, "US", "play", "2026-03-02T12:00:00Z").watching(7, 1_000),
                Fact.of(5, "US", "play", "2026-03-02T12:00:00Z").watching(7, 1_000));
        try (MetricFiles metricFiles = MetricFiles.of(directory, facts)) {
            assertThat(sizes(metricFiles, "row")).containsExactly("control|1", "null|1", "treatment|1");
            assertThat(sums(metricFiles, "row", Set.of(ExperimentMetric.PLAYS, ExperimentMetric.WATCH_TIME_SEC)))
                    .containsExactly(
                            "control|plays|1|2.0|4.0|1.0|1.0|2.0",
                            "control|watch_time_sec|1|200.0|40000.0|60.0|3600.0|12000.0",
                            "treatment|plays|1|1.0|1.0|0.0|0.0|0.0",
                            "treatment|watch_time_sec|1|5.0|25.0|0.0|0.0|0.0");
            assertThat(sums(metricFiles, "row", Set.of(ExperimentMetric.PLAY_STARTED)))
                    .as("who only tries to play does not win")
                    .containsExactly(
                            "control|play_started|1|1.0|1.0|1.0|1.0|1.0",
                            "treatment|play_started|1|1.0|1.0|0.0|0.0|0.0");
            assertThat(sums(metricFiles, "row", Set.of(ExperimentMetric.ACTIVE_DAYS, ExperimentMetric.PLAYED)))
                    .as("a day in two regions is one day")
                    .containsExactly(
                            "control|active_days|1|1.0|1.0|1.0|1.0|1.0",
                            "control|played|1|1.0|1.0|1.0|1.0|1.0",
                            "treatment|active_days|1|1.0|1.0|0.0|0.0|0.0",
                            "treatment|played|1|1.0|1.0|0.0|0.0|0.0");
            assertThat(sums(metricFiles, "row", Set.of(ExperimentMetric.RETAINED_7)))
                    .as("the 9th is not counted: nothing is known of profile 1")
                    .containsExactly("treatment|retained_7|1|1.0|1.0|0.0|0.0|0.0");
        }
    }

    @Test
    void whatIsNoExposureToThisExperimentCountsForNobody() {
        List<Fact> facts = List.of(
                exposure(1, "2026-02-28T23:59:59Z", "row", "early"),
                exposure(1, "2026-03-11T00:00:00Z", "row", "late"),
                Fact.of(2, "US", "experiment_exposure", "2026-03-02T00:00:00Z").with("{\"experiment\":\"row\"}"),
                Fact.of(3, "US", "experiment_exposure", "2026-03-02T00:00:00Z"),
                Fact.of(5, "US", "play", "2026-03-02T00:00:00Z")
                        .with("{\"experiment\":\"row\",\"variant\":\"control\"}"),
                Fact.of(6, "US", "experiment_exposure", "2026-03-02T00:00:00Z")
                        .with("{\"variant\":\"it's\",\"experiment\":\"it's\"}"),
                Fact.of(7, "US", "experiment_exposure", "2026-03-02T00:00:00Z")
                        .with("{\"experiment\":\"row\",\"variant\":null}"));
        try (MetricFiles metricFiles = MetricFiles.of(directory, facts)) {
            assertThat(sizes(metricFiles, "row")).isEmpty();
            assertThat(sums(metricFiles, "row", EVERY)).isEmpty();
            assertThat(sizes(metricFiles, "it's")).containsExactly("it's|1");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void randomEventsGiveTheSumsOfTheDefinition(long seed) {
        List<Fact> facts = facts(new Random(seed));
        ExperimentOracle oracle = new ExperimentOracle(facts, "row", FROM, TO.plusDays(20));
        try (MetricFiles metricFiles = MetricFiles.of(directory, facts)) {
            List<String> sums = rows(metricFiles, "row", FROM, TO.plusDays(20), EVERY);
            assertThat(sums.stream().filter(row -> !row.contains("|exposed|")))
                    .as("seed %d", seed)
                    .hasSizeGreaterThan(EVERY.size())
                    .containsExactlyInAnyOrderElementsOf(oracle.sums(EVERY));
            assertThat(sizes(sums)).contains("control", "first", "null");
            assertThat(sums.stream().filter(row -> row.contains("|exposed|")).map(ExperimentTest::size))
                    .containsExactlyInAnyOrderElementsOf(oracle.sizes());
        }
    }

    private static List<String> sizes(List<String> rows) {
        return rows.stream()
                .filter(row -> row.contains("|exposed|"))
                .map(row -> row.substring(0, row.indexOf('|')))
                .toList();
    }

    /** Two months with gaps, inactive events, two regions, and exposures that come again, to another variant or experiment. */
    private static List<Fact> facts(Random random) {
        List<Fact> facts = new ArrayList<>();
        Instant begin = Instant.parse("2026-01-25T00:00:00Z");
        for (int i = 0; i < 600; i++) {
            long profile = 1L + random.nextInt(25);
            Instant at = begin.plus(Duration.ofHours(random.nextInt(65 * 24)));
            Fact fact = random.nextInt(5) == 0
                    ? exposure(
                            profile, at.toString(), random.nextInt(4) == 0 ? "other" : "row", variant(random, profile))
                    : event(random, profile, at);
            if (at.atZone(ZoneOffset.UTC).getDayOfMonth() != 13) {
                facts.add(fact);
            }
        }
        return facts;
    }

    private static String variant(Random random, long profile) {
        return random.nextInt(6) == 0 ? "second" : profile % 2 == 0 ? "control" : "first";
    }

    private static Fact event(Random random, long profile, Instant at) {
        String name = List.of("play", "search", "browse", "push_receipt").get(random.nextInt(4));
        Fact fact = Fact.of(profile, random.nextBoolean() ? "US" : "BR", name, at);
        Fact watched = name.equals("play") && random.nextInt(5) > 0
                ? fact.watching(7, random.nextInt(4_000))
                        .with("{\"outcome\":\""
                                + List.of("started", "failed", "abandoned").get(random.nextInt(3)) + "\"}")
                : fact;
        return name.equals("push_receipt") ? watched.passive() : watched;
    }

    private static Fact exposure(long profile, String at, String experiment, String variant) {
        return PlantedTruth.exposure(profile, Instant.parse(at), experiment, variant);
    }

    private static List<String> sizes(MetricFiles metricFiles, String key) {
        return rows(metricFiles, key, FROM, TO, Set.of()).stream()
                .map(ExperimentTest::size)
                .toList();
    }

    private static String size(String row) {
        List<String> cells = List.of(row.split("\\|", -1));
        return cells.get(0) + "|" + cells.get(2);
    }

    private static List<String> sums(MetricFiles metricFiles, String key, Collection<ExperimentMetric> metrics) {
        return rows(metricFiles, key, FROM, TO, metrics).stream()
                .filter(row -> !row.contains("|exposed|"))
                .toList();
    }

    /** The file's rows, sorted. */
    static List<String> rows(
            MetricFiles metricFiles, String key, LocalDate from, LocalDate to, Collection<ExperimentMetric> metrics) {
        String names = metrics.stream().map(ExperimentMetric::id).collect(Collectors.joining(",", ",", ","));
        return metricFiles
                .rows(SqlFile.of("experiment/experiment")
                        .bind(Map.of(
                                "key", Literal.of(key),
                                "metrics", Literal.of(names),
                                "from", Literal.of(from),
                                "to", Literal.of(to),
                                "before_from", Literal.of(from.minusDays(28)))))
                .stream()
                .sorted()
                .toList();
    }
}
