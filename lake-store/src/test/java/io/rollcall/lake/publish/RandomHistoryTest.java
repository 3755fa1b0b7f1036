package io.rollcall.lake.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.Published;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import io.rollcall.lake.value.MetricRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A published value is a function of the events and the definition: of random small histories, worked out night by night, all
 * at once, and in any order in which their days come, every metric says the same. What a later run changed is restated, in whatever
 * order the days before it came.
 */
class RandomHistoryTest {
    /** More of them: {@code -Drollcall.test.seeds=1,2,3}. */
    private static final String SEEDS = System.getProperty("rollcall.test.seeds", "20261128");

    private static final int PARTS = 3;

    static List<Long> seeds() {
        return List.of(SEEDS.split(",")).stream().map(Long::valueOf).toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyMetricSaysTheSameHoweverItsHistoryCame(long seed, @TempDir Path directory) throws IOException {
        RandomHistory history = RandomHistory.of(seed);
        String as = "seed " + seed + ", ";

        Run atOnce = new Run(directory.resolve("at-once"), history);
        Run nightly = new Run(directory.resolve("nightly"), history);
        Run shuffled = new Run(directory.resolve("shuffled"), history);
        try (atOnce;
                nightly;
                shuffled) {
            atOnce.night(history.inTime(), history.settled());

            for (Map.Entry<LocalDate, List<Event>> night : history.byNight().entrySet()) {
                nightly.night(night.getValue(), RandomHistory.nightAfter(night.getKey()));
            }
            nightly.night(List.of(), history.settled());

            List<List<Event>> days = new ArrayList<>(history.byDay().values());
            Random random = new Random(seed);
            Collections.shuffle(days, random);
            for (int part = 0; part < PARTS; part++) {
                Instant asOf = history.settled().plusSeconds(part);
                SettledValues before = shuffled.values();
                shuffled.night(part(days, part, random), asOf);
                shuffled.values()
                        .requireRestatedWhereChanged(
                                before, shuffled.published(), asOf.minusMillis(1), as + "shuffled");
            }

            requireSame(as + "night by night", nightly.values(), atOnce.values());
            requireSame(as + "in any order", shuffled.values(), atOnce.values());
            assertThat(atOnce.values().standings().values().stream().flatMap(Set::stream))
                    .as(as + "all days are long over")
                    .containsOnly(DayStatus.FINAL);
            assertThat(nightly.values().standings())
                    .as(as + "nothing came late")
                    .isEqualTo(atOnce.values().standings());

            Instant late = history.settled().plus(Duration.ofDays(1));
            for (Run run : List.of(atOnce, nightly)) {
                SettledValues before = run.values();
                run.night(history.late(), late);
                run.values().requireRestatedWhereChanged(before, run.published(), late.minusMillis(1), as + run);
            }
            requireSame(as + "late, night by night", nightly.values(), atOnce.values());
            assertThat(nightly.values().standings())
                    .as(as + "restated alike")
                    .isEqualTo(atOnce.values().standings());
            assertThat(atOnce.values().metrics())
                    .as("every metric has values")
                    .containsExactlyInAnyOrderElementsOf(Metrics.names());
        }
    }

    /** In an order of their own: what lies first on the log did not happen first. */
    private static List<Event> part(List<List<Event>> days, int part, Random random) {
        List<Event> events = days.subList(part * days.size() / PARTS, (part + 1) * days.size() / PARTS).stream()
                .flatMap(List::stream)
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(events, random);
        return events;
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
    private static final class Run implements AutoCloseable {
        private final BronzeFixture fixture;
        private final Path name;

        Run(Path directory, RandomHistory history) throws IOException {
            Files.createDirectories(directory);
            this.name = directory.getFileName();
            this.fixture = new BronzeFixture(directory);
            fixture.lake().loadTitles(history.titles(directory));
        }

        void night(List<Event> events, Instant asOf) {
            fixture.archive(asOf, events);
            fixture.reconcile(asOf);
            MetricRun run = fixture.lake().beginMetricRun();
            run.due().forEach(run::workOut);
            assertThat(fixture.lake().beginMetricRun().due())
                    .as("nothing is left")
                    .isEmpty();
        }

        Published published() {
            return fixture.lake().published();
        }

        SettledValues values() {
            return SettledValues.of(published(), RandomHistory.FIRST.minusDays(60), RandomHistory.FIRST.plusDays(60));
        }

        @Override
        public void close() {
            fixture.close();
        }

        @Override
        public String toString() {
            return name.toString();
        }
    }
}
