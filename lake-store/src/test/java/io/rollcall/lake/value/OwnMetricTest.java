package io.rollcall.lake.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Facet;
import io.rollcall.lake.metric.InvalidMetricException;
import io.rollcall.lake.metric.MetricList;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.metric.Slice;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.PlantedHistory;
import io.rollcall.lake.testkit.PlantedHistory.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A metric without Java: the one of the guide, counted a second time in Java, and files that are none. */
class OwnMetricTest {
    private static final Path GUIDE = Path.of("..", "docs", "guides", "add-a-metric.md");
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final int DAYS = 4;
    private static final LocalDate LAST = FIRST.plusDays(DAYS - 1L);
    private static final long PLENTY = 100_000;

    @TempDir
    private Path directory;

    /** The example as whoever follows the guide copies it. */
    static String example() throws IOException {
        String guide = Files.readString(GUIDE);
        int begin = guide.indexOf("```sql\n") + "```sql\n".length();
        return guide.substring(begin, guide.indexOf("```\n", begin));
    }

    private MetricList metrics(String text) throws IOException {
        Path files = Files.createDirectories(directory.resolve("metrics"));
        Files.writeString(files.resolve("searchers.sql"), text);
        return MetricList.of(Optional.of(files));
    }

    private static ComputedMetric searchers(BronzeFixture fixture) {
        return (ComputedMetric) fixture.lake().metrics().find("searchers").orElseThrow();
    }

    @Test
    void theMetricOfTheGuideIsCountedAsInJava() throws IOException {
        PlantedHistory history = PlantedHistory.of(FIRST, DAYS, FIRST);
        try (BronzeFixture fixture = new BronzeFixture(directory.resolve("lake"), metrics(example()))) {
            history.fill(fixture, event -> true);
            List<MetricRow> stored = rows(fixture, Map.of(), Slice.WHOLE);
            assertThat(question(fixture, Map.of(), Slice.WHOLE).isFree())
                    .as("the night has worked it out")
                    .isFalse();
            assertThat(values(stored))
                    .isEqualTo(counted(history, 1, event -> true))
                    .hasSize(3 * DAYS);
            assertThat(stored).extracting(MetricRow::definitionVersion).containsOnly(1);
            assertThat(values(rows(fixture, Map.of("least_searches", "2"), Slice.WHOLE)))
                    .as("with its parameter, on demand")
                    .isEqualTo(counted(history, 2, event -> true));
            assertThat(values(rows(fixture, Map.of(), new Slice(Map.of(Facet.PLATFORM, Set.of("mobile")), List.of()))))
                    .as("of some of the events")
                    .isEqualTo(counted(history, 1, event -> event.facet().equals("mobile")));
            assertThat(fixture.lake().beginMetricRun().due()).isEmpty();
        }
    }

    @Test
    void itSaysOfTodayWhatIsArchived() throws IOException {
        Instant noon = FIRST.atTime(12, 0).toInstant(ZoneOffset.UTC);
        try (BronzeFixture fixture = new BronzeFixture(directory.resolve("lake"), metrics(example()))) {
            fixture.archive(
                    noon,
                    BronzeFixture.Event.of(1, "US", "search", "one", FIRST + "T10:00:00Z"),
                    BronzeFixture.Event.of(1, "BR", "play", "two", FIRST + "T10:30:00Z"),
                    BronzeFixture.Event.of(2, "US", "search", "three", FIRST + "T11:00:00Z"));
            assertThat(fixture.lake().beginOpenDays(noon).refresh().failed()).isEmpty();
            List<MetricRow> rows = fixture.lake()
                    .published()
                    .figures(
                            new MetricQuestion(
                                    searchers(fixture).arguments(Map.of()), FIRST, FIRST, RegionChoice.EVERY_AND_TOTAL),
                            PLENTY);
            assertThat(rows).extracting(MetricRow::status).containsOnly(DayStatus.LIVE);
            assertThat(values(rows))
                    .isEqualTo(Map.of(FIRST + " *", List.of(2.0, 1.0, 0.5), FIRST + " US", List.of(2.0, 0.0, 0.0)));
        }
    }

    /** Another version is worked out anew; the same text is not. */
    @Test
    void aHigherVersionIsAnotherDefinition() throws IOException {
        PlantedHistory history = PlantedHistory.of(FIRST, DAYS, FIRST);
        try (BronzeFixture fixture = new BronzeFixture(directory.resolve("lake"), metrics(example()))) {
            history.fill(fixture, event -> true);
        }
        String next = example().replace("version: 1", "version: 2").replace("play_events > 0", "play_events > 1");
        try (BronzeFixture fixture = new BronzeFixture(directory.resolve("lake"), metrics(next))) {
            MetricRun work = fixture.lake().beginMetricRun();
            assertThat(work.due()).extracting(due -> due.computation().name()).containsOnly("searchers");
            work.due().forEach(work::workOut);
            assertThat(rows(fixture, Map.of(), Slice.WHOLE))
                    .extracting(MetricRow::definitionVersion)
                    .containsOnly(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "-- metric: searchers | -- metric: Searchers | line 1: 'Searchers' is no name of a metric",
                "-- metric: searchers | -- metric: mau | line 1: there is a metric mau in the program already",
                "-- metric: searchers | -- metric: stickiness.point | line 1: there is a metric stickiness.point",
                "-- metric: searchers | -- name: searchers | line 1: 'name:' is none of metric:, version:",
                "-- metric: searchers | -- searchers | line 1: the header has no line '-- metric: NAME'",
                "version: 1 | version: none | line 2: parameter version is 'none'; it is a whole number from 1",
                "version: 1 | metric: another | line 2: 'metric:' is said twice, first in line 1",
                "version: 1 | before: 91 | line 2: parameter before is '91'; it is a whole number from 0 to 90",
                "default 1: | default 0: | line 4: the default 0 is not from 1 to 100",
                "parameter: least_searches | parameter: region | line 4: there is a parameter region already",
                "parameter: least_searches 1 to 100, default 1: searches | parameter: least_searches | line 4: 'least_searches",
                ":least_searches | :least | line 25: :least is no parameter; there are :from, :least_searches, :to",
                "search_events >= :least_searches | true | the query does not use its parameter :least_searches",
                "column: rate share | column: rate percent | line 7: 'rate percent' is no column",
                "column: rate share | column: region share | line 7: a row has a column region already",
                "column: rate share | column: watched share | line 7: a row has a column watched already",
                "-- column: rate share | -- | the query has a column rate that the header does not name",
                "-- column: rate share | -- column: rates share | the query has no column rates; it has",
                "play_events > 0 THEN 1 END) AS watched | play_event > 0 THEN 1 END) AS watched | line 22: a query failed: Binder Error",
                "GROUP BY dt, region | GROUP dt, region | line 26: a query failed: Parser Error",
                "COUNT(*) AS searchers | 'many' AS searchers | the column searchers is of type VARCHAR, and has to be a number",
                "FROM did | FROM gold.aggregate | line 24: gold.aggregate is none of what a metric may read",
                "FROM did | FROM did; DROP TABLE did | line 24: a file has one query",
            })
    void aFileThatIsNoMetricIsRefusedWithItsPlace(String part, String by, String message) throws IOException {
        String broken = example().replaceFirst(Pattern.quote(part), by);
        assertThat(broken).as("the example has %s", part).isNotEqualTo(example());
        assertThatThrownBy(() -> new BronzeFixture(directory.resolve("lake"), metrics(broken)).close())
                .isInstanceOf(InvalidMetricException.class)
                .hasMessageStartingWith("rollcall.metrics.directory: " + directory.resolve("metrics/searchers.sql"))
                .hasMessageContaining(message);
    }

    @Test
    void twoFilesCannotBeTheSameMetric() throws IOException {
        MetricList one = metrics(example());
        assertThat(one.names()).containsAll(Metrics.names()).endsWith("searchers");
        Path files = directory.resolve("metrics");
        Files.writeString(files.resolve("twice.sql"), example());
        assertThatThrownBy(() -> MetricList.of(Optional.of(files)))
                .hasMessageContaining("twice.sql: ")
                .hasMessageContaining("searchers.sql has a metric searchers, too");
    }

    private static MetricQuestion question(BronzeFixture fixture, Map<String, String> parameters, Slice slice) {
        return new MetricQuestion(
                searchers(fixture).arguments(parameters), FIRST, LAST, RegionChoice.EVERY_AND_TOTAL, slice);
    }

    private static List<MetricRow> rows(BronzeFixture fixture, Map<String, String> parameters, Slice slice) {
        return fixture.lake().published().figures(question(fixture, parameters, slice), PLENTY);
    }

    private static Map<String, List<Double>> values(List<MetricRow> rows) {
        Map<String, List<Double>> values = new TreeMap<>();
        rows.forEach(row -> values.put(
                row.dt() + " " + row.region(),
                row.values().values().stream()
                        .map(value -> Math.round(Objects.requireNonNull(value) * 1e9) / 1e9)
                        .toList()));
        return values;
    }

    private static Map<String, List<Double>> counted(PlantedHistory history, int least, Predicate<Sent> passes) {
        Map<String, Map<Long, long[]>> did = new TreeMap<>();
        for (Sent event : history.sent()) {
            if (passes.test(event)) {
                for (String region : List.of("*", event.region())) {
                    long[] counts = did.computeIfAbsent(event.dt() + " " + region, place -> new TreeMap<>())
                            .computeIfAbsent(event.profile(), profile -> new long[2]);
                    counts[0] += event.name().equals("search") ? 1 : 0;
                    counts[1] += event.name().equals("play") ? 1 : 0;
                }
            }
        }
        Map<String, List<Double>> counted = new TreeMap<>();
        did.forEach((place, profiles) -> {
            List<long[]> searched = profiles.values().stream()
                    .filter(counts -> counts[0] >= least)
                    .toList();
            double watched = searched.stream().filter(counts -> counts[1] > 0).count();
            if (!searched.isEmpty()) {
                counted.put(
                        place,
                        List.of((double) searched.size(), watched, Math.round(watched / searched.size() * 1e9) / 1e9));
            }
        });
        return counted;
    }
}
