package io.rollcall.lake.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.Lake;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.experiment.ExperimentAsked;
import io.rollcall.lake.experiment.ExperimentFacts;
import io.rollcall.lake.experiment.ExperimentMetric;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import io.rollcall.lake.value.MetricQuestion;
import io.rollcall.lake.value.MetricRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A published value is a function of the events and the definition: of random small histories, worked out night by night or in any
 * order in which their days come, every metric says the same as when all of it is worked out at once; and so do experiments, and a
 * metric with a parameter of its own. What a later run changed is restated, in whatever order the days before it came.
 */
class RandomHistoryTest {
    /** Night by night those of even seeds, in any order those of odd ones. More of them: {@code -Drollcall.test.seeds=1,2,3}. */
    private static final String SEEDS = System.getProperty("rollcall.test.seeds", "20261128,1");

    private static final int PARTS = 3;

    static List<Long> seeds() {
        return Stream.of(SEEDS.split(",")).map(Long::valueOf).toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyMetricSaysTheSameHoweverItsHistoryCame(long seed, @TempDir Path directory) throws IOException {
        RandomHistory history = RandomHistory.of(seed);
        boolean byNight = seed % 2 == 0;
        String as = "seed " + seed + (byNight ? ", night by night, " : ", in any order, ");
        try (Lakeside atOnce = new Lakeside(directory.resolve("at-once"));
                Lakeside other = new Lakeside(directory.resolve("other"))) {
            atOnce.lake().loadTitles(history.titles(directory));
            atOnce.night(history.inTime(), history.settled());
            if (byNight) {
                other.lake().loadTitles(history.titles(directory));
                nightByNight(history, other);
            } else {
                other.lake().loadTitles(history.earlierTitles(directory));
                inAnyOrder(history, other, new Random(seed), directory, as);
            }

            SettledValues settled = other.values();
            requireSame(as, settled, atOnce.values());
            assertThat(other.asked()).as(as + "asked").isEqualTo(atOnce.asked());
            assertThat(other.churn()).as(as + "churn").isEqualTo(ShortChurn.of(history.inTime()));
            assertThat(settled.values().get("titles " + RandomHistory.LAST))
                    .as("%strends against a quiet day", as)
                    .noneMatch(row -> row.contains("trending=null"));
            assertThat(atOnce.values().standings().values().stream().flatMap(Set::stream))
                    .as(as + "all days are long over")
                    .containsOnly(DayStatus.FINAL);
            if (byNight) {
                assertThat(settled.standings())
                        .as(as + "nothing came late")
                        .isEqualTo(atOnce.values().standings());
            }

            BronzeFixture.keepSilverSince(other.lake(), history.settled());
            Instant late = history.settled().plus(Duration.ofDays(1));
            for (Lakeside lakeside : List.of(atOnce, other)) {
                SettledValues before = lakeside.values();
                lakeside.night(history.late(), late);
                lakeside.values()
                        .requireRestatedWhereChanged(
                                before, lakeside.lake().published(), late.minusMillis(1), as + "late");
            }
            requireSame(as + "late", other.values(), atOnce.values());
            assertThat(other.asked()).as(as + "late, asked").isEqualTo(atOnce.asked());
            assertThat(other.churn())
                    .as(as + "late, churn")
                    .isEqualTo(ShortChurn.of(Stream.concat(history.inTime().stream(), history.late().stream())
                            .toList()));
            if (byNight) {
                assertThat(other.values().standings())
                        .as(as + "restated alike")
                        .isEqualTo(atOnce.values().standings());
            }
            assertThat(atOnce.values().metrics())
                    .as("every metric has values")
                    .containsExactlyInAnyOrderElementsOf(Metrics.names());
        }
    }

    private static void nightByNight(RandomHistory history, Lakeside lakeside) {
        history.byNight().forEach((night, events) -> lakeside.night(events, RandomHistory.nightAfter(night)));
        lakeside.night(List.of(), history.settled());
    }

    /**
     * The days come in parts, long after they are over. In the first a profile is among them that is erased before the second,
     * with which the right runtimes come.
     */
    private static void inAnyOrder(RandomHistory history, Lakeside lakeside, Random random, Path directory, String as)
            throws IOException {
        List<List<Event>> days = new ArrayList<>(history.byDay().values());
        Collections.shuffle(days, random);
        for (int part = 0; part < PARTS; part++) {
            Instant asOf = history.settled().minusSeconds(PARTS - 1 - part);
            List<Event> events = part(days, part);
            SettledValues before = lakeside.values();
            if (part == 0) {
                events.addAll(history.erased());
            } else if (part == 1) {
                lakeside.lake().erase(Set.of(RandomHistory.GHOST), asOf);
                lakeside.lake().loadTitles(history.titles(directory));
            }
            Collections.shuffle(events, random);
            lakeside.night(events, asOf);
            lakeside.values()
                    .requireRestatedWhereChanged(
                            before, lakeside.lake().published(), asOf.minusMillis(1), as + "part " + part);
        }
    }

    /** In an order of their own: what lies first on the log did not happen first. */
    private static List<Event> part(List<List<Event>> days, int part) {
        return days.subList(part * days.size() / PARTS, (part + 1) * days.size() / PARTS).stream()
                .flatMap(List::stream)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static void requireSame(String as, SettledValues found, SettledValues expected) {
        Map<String, String> differences = new TreeMap<>();
        expected.values().forEach((key, rows) -> {
            if (!rows.equals(found.values().get(key))) {
                differences.put(key, found.values().get(key) + " and not " + rows);
            }
        });
        found.values().forEach((key, rows) -> {
            if (!expected.values().containsKey(key)) {
                differences.put(key, rows + " and not there");
            }
        });
        assertThat(differences).as(as).isEmpty();
    }

    /** A lake that is reconciled again and again. */
    private record Lakeside(BronzeFixture fixture) implements AutoCloseable {
        private static final long PLENTY = 1_000_000;

        Lakeside(Path directory) {
            this(new BronzeFixture(directory));
        }

        Lake lake() {
            return fixture.lake();
        }

        void night(List<Event> events, Instant asOf) {
            fixture.archive(asOf, events);
            fixture.reconcile(asOf);
            MetricRun run = lake().beginMetricRun();
            run.due().forEach(run::workOut);
        }

        SettledValues values() {
            assertThat(lake().beginMetricRun().due()).as("nothing is left").isEmpty();
            return SettledValues.of(
                    lake().published(), RandomHistory.FIRST.minusDays(60), RandomHistory.LAST.plusDays(60));
        }

        /** What an experiment adds up. */
        Set<String> asked() {
            ExperimentFacts facts = lake().published()
                    .experiment(
                            new ExperimentAsked(
                                    RandomHistory.EXPERIMENT,
                                    RandomHistory.FIRST,
                                    RandomHistory.LAST,
                                    EnumSet.allOf(ExperimentMetric.class)),
                            PLENTY)
                    .orElseThrow();
            assertThat(facts.sums())
                    .extracting(ExperimentFacts.Sums::metric)
                    .contains(ExperimentMetric.RETAINED_1, ExperimentMetric.RETAINED_7);
            return Stream.concat(
                            Stream.of(facts.sizes() + " " + facts.sawSeveral() + " " + facts.lastDay()),
                            facts.sums().stream().map(ExperimentFacts.Sums::toString))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** What churn says of a window that is not the standard one. */
        Set<String> churn() {
            ComputedMetric churn = (ComputedMetric) Metrics.find("churn").orElseThrow();
            return lake()
                    .published()
                    .figures(
                            new MetricQuestion(
                                    churn.arguments(Map.of(
                                            "window", Integer.toString(ShortChurn.WINDOW), "kind", "engagement")),
                                    RandomHistory.FIRST.minusDays(10),
                                    RandomHistory.LAST.plusDays(10),
                                    RegionChoice.EVERY_AND_TOTAL),
                            PLENTY)
                    .stream()
                    .map(row -> ShortChurn.line(
                            row.dt(),
                            row.region(),
                            Math.round(row.values().getOrDefault("base", -1.0)),
                            Math.round(row.values().getOrDefault("churned", -1.0))))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public void close() {
            fixture.close();
        }
    }
}
