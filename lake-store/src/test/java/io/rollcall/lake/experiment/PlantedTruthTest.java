package io.rollcall.lake.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The .sql files find what {@link PlantedTruth} has planted, each amid everything else that was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedTruthTest {
    private static final long SEED = 20_261_123;
    private static final LocalDate COHORT = LocalDate.parse("2026-01-05");
    private static final SortedMap<Integer, Integer> CURVE = new TreeMap<>(Map.of(1, 80, 3, 60, 7, 44, 14, 30, 28, 22));
    private static final int COHORT_SIZE = 200;
    private static final LocalDate FUNNEL = LocalDate.parse("2026-03-10");
    private static final LocalDate SESSIONS = LocalDate.parse("2026-03-20");
    private static final LocalDate EXPERIMENT = LocalDate.parse("2026-04-30");
    private static final int PAIRS = 100;
    private static final int EFFECT = 1;
    private static final List<String> NOTHING =
            IntStream.range(0, 100).mapToObj(i -> "nothing-" + i).toList();
    private static final int EXPOSED_TO_NOTHING = 80;

    private final MetricFiles metricFiles;

    PlantedTruthTest(@TempDir Path directory) {
        List<Fact> facts = new PlantedTruth(SEED)
                .retention(COHORT, COHORT_SIZE, CURVE)
                .funnel(FUNNEL, 150, 90, 30)
                .sessions(
                        SESSIONS,
                        Map.of(
                                Duration.ZERO,
                                30,
                                Duration.ofMinutes(10),
                                100,
                                Duration.ofMinutes(30),
                                60,
                                Duration.ofHours(2),
                                10))
                .experiment("row", EXPERIMENT, PAIRS, EFFECT)
                .nullExperiments(NOTHING, EXPERIMENT, EXPOSED_TO_NOTHING)
                .facts();
        List<LocalDate> everyDay = COHORT.datesUntil(EXPERIMENT.plusDays(8)).toList();
        this.metricFiles = MetricFiles.of(directory, facts, everyDay);
    }

    @AfterAll
    void close() {
        metricFiles.close();
    }

    @Test
    void theRetentionCurveIsFoundExactly() {
        metricFiles
                .given("asked.begun", "SELECT profile_id, first_dt, region FROM gold.first_day")
                .given("asked.returned", "SELECT dt, profile_id FROM gold.profile_day WHERE active_events > 0")
                .given("asked.day", "SELECT n FROM (VALUES (1), (2), (3), (7), (14), (28)) AS given(n)")
                .given(
                        "asked.bracket",
                        "SELECT first_n, last_n FROM (VALUES (4, 6), (8, 14)) AS given(first_n, last_n)");
        Map<String, Double> retention = everywhere("retention", COHORT, Map.of("horizon", Literal.of(90)));
        Map<String, Integer> planted = new HashMap<>(Map.of("on 2", 0, "bracket 4-6", 0, "bracket 8-14", 30));
        CURVE.forEach((days, count) -> planted.put("on " + days, count));
        planted.put("on_or_after 28", CURVE.get(28));
        planted.forEach((cell, count) -> assertThat(retention)
                .containsEntry(cell + " cohort", (double) COHORT_SIZE)
                .containsEntry(cell + " retained", (double) count)
                .containsEntry(cell + " rate", (double) count / COHORT_SIZE)
                .containsEntry(cell + " complete", 1.0));
    }

    @Test
    void theFunnelIsFoundExactly() {
        Map<String, String> literals = new HashMap<>(Map.of("window_millis", Literal.of(86_400_000)));
        List<String> steps = List.of("app_start", "browse", "play", "", "", "", "", "");
        for (int step = 0; step < steps.size(); step++) {
            literals.put("step_" + (step + 1), Literal.of(steps.get(step)));
            literals.put("property_" + (step + 1), Literal.of(""));
            literals.put("value_" + (step + 1), Literal.of(""));
        }
        assertThat(everywhere("funnel", FUNNEL, literals))
                .containsEntry("step 1 profiles", 150.0)
                .containsEntry("step 2 profiles", 90.0)
                .containsEntry("step 3 profiles", 30.0)
                .containsEntry("step 1 dropped_off", 60.0)
                .containsEntry("step 2 dropped_off", 60.0)
                .containsEntry("step 2 rate_from_first", 0.6)
                .containsEntry("step 3 rate_from_first", 0.2)
                .containsEntry("step 2 time_to_convert_p50_sec", 20.0)
                .containsEntry("step 3 time_to_convert_p90_sec", 100.0);
    }

    @Test
    void theSessionsAreFoundExactly() {
        metricFiles.givenSessions(SESSIONS, SESSIONS, Duration.ofMinutes(30));
        assertThat(everywhere("sessions", SESSIONS, Map.of()))
                .containsEntry("  sessions", 200.0)
                .containsEntry("  sessions_per_profile", 1.0)
                .containsEntry("  zero_length_sessions", 30.0)
                .containsEntry("  duration_mean_sec", (100 * 600 + 60 * 1_800 + 10 * 7_200) / 170.0)
                .containsEntry("  duration_p50_sec", 600.0)
                .containsEntry("  duration_p95_sec", 7_200.0);
    }

    /** What a file says of a day over all regions, as {@code dimension item measure} to value. */
    private Map<String, Double> everywhere(String file, LocalDate dt, Map<String, String> literals) {
        Map<String, Double> values = new HashMap<>();
        metricFiles.figures(file, dt, dt, literals).stream()
                .filter(figure -> figure.region().equals("*"))
                .forEach(figure ->
                        values.put(figure.dimension() + " " + figure.item() + " " + figure.measure(), figure.value()));
        return values;
    }

    @Test
    void theExperimentsEffectIsFoundExactly() {
        Means means = means("row");
        assertThat(means.control().profiles()).isEqualTo(PAIRS);
        assertThat(means.treatment().profiles()).isEqualTo(PAIRS);
        assertThat(means.difference()).isEqualTo(EFFECT, within(1e-12));
        assertThat(means.pValue()).isLessThan(1e-3);
        assertThat(means.margin()).as("the interval does not reach 0").isLessThan(EFFECT);
        assertThat(means.control().xSum())
                .as("the variants were alike before")
                .isEqualTo(means.treatment().xSum())
                .isPositive();
    }

    @Test
    void experimentsWithoutEffectAreSignificantAboutOnceInTwenty() {
        List<Means> all = NOTHING.stream().map(this::means).toList();
        assertThat(all).allSatisfy(means -> {
            assertThat(means.control().profiles()).isEqualTo(EXPOSED_TO_NOTHING / 2);
            assertThat(means.pValue() > 0.05)
                    .as("the interval holds 0")
                    .isEqualTo(Math.abs(means.difference()) < means.margin());
        });
        assertThat(all.stream().filter(means -> means.pValue() < 0.05).count()).isBetween(1L, 9L);
    }

    private Means means(String key) {
        List<ExperimentFacts.Sums> sums = new ArrayList<>();
        for (String row : ExperimentTest.rows(
                metricFiles, key, EXPERIMENT, EXPERIMENT.plusDays(7), List.of(ExperimentMetric.PLAYS))) {
            List<String> cells = List.of(row.split("\\|", -1));
            if (cells.get(1).equals(ExperimentMetric.PLAYS.id())) {
                sums.add(new ExperimentFacts.Sums(
                        cells.get(0),
                        ExperimentMetric.PLAYS,
                        Long.parseLong(cells.get(2)),
                        Double.parseDouble(cells.get(3)),
                        Double.parseDouble(cells.get(4)),
                        Double.parseDouble(cells.get(5)),
                        Double.parseDouble(cells.get(6)),
                        Double.parseDouble(cells.get(7))));
            }
        }
        assertThat(sums).extracting(ExperimentFacts.Sums::variant).containsExactly("control", "treatment");
        return new Means(sums.get(0), sums.get(1));
    }

    /** Welch's test of two variants. */
    private record Means(ExperimentFacts.Sums control, ExperimentFacts.Sums treatment) {
        double difference() {
            return mean(treatment) - mean(control);
        }

        double pValue() {
            return test().getPValue();
        }

        double margin() {
            double variance = variance(control) / control.profiles() + variance(treatment) / treatment.profiles();
            return TDistribution.of(test().getDegreesOfFreedom()).inverseSurvivalProbability(0.025)
                    * Math.sqrt(variance);
        }

        private TTest.Result test() {
            return TTest.withDefaults()
                    .with(DataDispersion.HETEROSCEDASTIC)
                    .test(
                            mean(treatment),
                            variance(treatment),
                            treatment.profiles(),
                            mean(control),
                            variance(control),
                            control.profiles());
        }

        private static double mean(ExperimentFacts.Sums sums) {
            return sums.ySum() / sums.profiles();
        }

        private static double variance(ExperimentFacts.Sums sums) {
            return (sums.ySquares() - sums.ySum() * sums.ySum() / sums.profiles()) / (sums.profiles() - 1);
        }
    }
}
