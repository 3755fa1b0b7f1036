package io.rollcall.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.LiveWindow;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.publish.Publication;
import io.rollcall.lake.report.ReportRow;
import io.rollcall.lake.sql.SqlFile;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** One Spark for all of them: starting it takes longest. The second test goes on where the first has ended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisabledForJreRange(min = JRE.JAVA_24, disabledReason = SparkLake.NEEDS_AN_OLDER_JAVA)
class SqlFilesOnBothEnginesTest {
    private static final LocalDate FIRST = LocalDate.parse("2024-01-01");
    private static final LocalDate LAST = LocalDate.parse("2024-01-30");

    private final Path directory;
    private final SparkLake both;

    SqlFilesOnBothEnginesTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.both = SparkLake.in(directory, "local[2]");
    }

    @BeforeAll
    void reconcile() {
        reconcile(SparkLake.NIGHT);
    }

    @AfterAll
    void close() {
        both.close();
    }

    @Test
    @Order(0)
    void theLakeIsReadFromOutsideAsTheGuideSays() throws Exception {
        LakeFromOutside outside = new LakeFromOutside(both.sql());
        try (BothEngines engines = new BothEngines(both.sql(), directory.resolve("spill"))) {
            outside.theQuestionOfTheGuideIsAnswered(engines);
        }
        outside.theCatalogIsReadAsTheGuideSays(directory);
        outside.theModelsOfDbtHaveRows();
        outside.theSourcesOfDbtAreTables();
    }

    @Test
    @Order(1)
    void everyFileAnswersAlikeOnDuckDbAndOnSpark() throws IOException, URISyntaxException, NoSuchTableException {
        String run = reconciled().get(0).run();
        try (BothEngines engines = new BothEngines(both.sql(), directory.resolve("spill"))) {
            List.of("bronze.app_event", "silver.country", "silver.title").forEach(engines::table);
            Stream.of(FIRST, FIRST.plusDays(1), FIRST.plusDays(7))
                    .forEach(dt -> assertThat(engines.same(
                                    "silver/enriched_app_events",
                                    Map.of(
                                            "from",
                                            dt,
                                            "to",
                                            dt.plusDays(1),
                                            "day_before",
                                            dt.minusDays(1),
                                            "day_after",
                                            dt.plusDays(2))))
                            .isNotEmpty());
            List.of(
                            "silver.enriched_app_events",
                            "gold.profile_day_run",
                            "gold.aggregate",
                            "gold.published",
                            "gold.live_day",
                            "gold.reconciliation")
                    .forEach(engines::table);
            engines.same(
                    "gold/profile_day_run",
                    Map.of("from", FIRST, "to", FIRST, "run", "another", "live_days", (long) LiveWindow.DAYS));
            gold(engines);
            published(engines);
            profileDays(engines);
            titles(engines);
            metrics(engines, run);
            figures(engines);
            openDays(engines);
            views(engines);
            report(new ReportFiles(engines), engines, run);
            engines.alsoCompared(JourneyFiles.compared(both.sql(), directory));
            engines.alsoCompared(ExperimentFiles.compared(both.sql(), directory));
            new ActivityFiles(engines, FIRST, LAST).run();
            engines.alsoCompared(ServiceFiles.compared(both.sql(), directory));
            assertThat(engines.compared()).isEqualTo(files());
        }
    }

    private static void gold(BothEngines engines) throws NoSuchTableException {
        for (String view : List.of(
                "current_day", "published_run", "profile_day", "dau_by_region", "dau_total", "engagement_metrics")) {
            engines.fileAs("gold." + view, "gold/" + view, Map.of());
        }
        engines.keep("gold.counted_day", "SELECT dt FROM gold.current_day")
                .fileAs("gold.first_day", "metric/first_day", Map.of());
        engines.fileAs(
                        "asked.aggregate",
                        "gold/aggregate_as_of",
                        Map.of("as_of", SparkLake.NIGHT, "from", FIRST, "to", LAST))
                .keep("asked.measure", "SELECT measure FROM (VALUES ('dau'), ('no_measure')) AS given(measure)");
        assertThat(engines.same("gold/aggregate_value", Map.of())).anyMatch(row -> row.startsWith(FIRST + "|*|||dau|"));
        assertThat(engines.same("gold/aggregate_day", Map.of())).contains(FIRST.toString());
        assertThat(engines.same("gold/profile_in_region", Map.of("profile_id", 1L)))
                .anyMatch(row -> row.startsWith(FIRST + "|US|"));
    }

    private static void published(BothEngines engines) {
        assertThat(engines.same("gold/published_day", Map.of("from", FIRST, "to", FIRST, "as_of", SparkLake.NIGHT)))
                .singleElement()
                .asString()
                .startsWith(FIRST + "|");
        assertThat(engines.same(
                        "gold/published_day",
                        Map.of(
                                "from",
                                FIRST,
                                "to",
                                LAST,
                                "as_of",
                                FIRST.atStartOfDay(ZoneOffset.UTC).toInstant())))
                .as("nothing was whole then")
                .isEmpty();
    }

    private static void profileDays(BothEngines engines) throws NoSuchTableException {
        engines.namespace("restore").fileAs("restore.profile_day", "gold/ordered_profile_day", Map.of());
        assertThat(engines.same("gold/profile_count", Map.of())).isNotEmpty();
        assertThat(engines.same("gold/profile_day_page", Map.of("after", 1L, "last", 3L)))
                .hasSize(2);
    }

    /** A file of titles that names one twice, and one that is none. */
    private static void titles(BothEngines engines) {
        String columns = "title_id, name, kind, genre, runtime_sec";
        engines.namespace("loaded").keep("loaded.title", "SELECT " + columns + " FROM silver.title");
        assertThat(engines.same("silver/title_difference", Map.of())).containsExactly("0");
        assertThat(engines.same("silver/title_twice", Map.of())).isEmpty();
        engines.keep(
                "loaded.title",
                "SELECT " + columns
                        + " FROM silver.title UNION ALL SELECT CAST(id AS BIGINT), 'name', 'kind', 'genre', 1"
                        + " FROM (VALUES (-1), (-1), (NULL)) AS given(id)");
        assertThat(engines.same("silver/title_difference", Map.of())).containsExactly("2");
        assertThat(engines.same("silver/title_twice", Map.of())).containsExactly("-1", "none");
    }

    private static void metrics(BothEngines engines, String run) throws NoSuchTableException {
        engines.keep("run.day", "SELECT dt, counted_by FROM gold.current_day")
                .fileAs("run.profile_day", "day/profile_day", Map.of())
                .keep("run.published_day", "SELECT DATE '" + FIRST + "' AS dt")
                .keep(
                        "run.window_day",
                        "SELECT DATE '" + LAST + "' AS dt UNION ALL SELECT DATE '" + FIRST.plusDays(9) + "'")
                .fileAs("run.value", "day/daily", Map.of())
                .add(
                        "run.value",
                        "day/window",
                        Map.of("first_dt", LAST.minusDays(29), "to", LAST, "history_first_dt", FIRST))
                .keep("asked.day_value", "SELECT metric, dt, region, value FROM run.value")
                .keep(
                        "run.before",
                        "SELECT metric, dt, region, value + 1 AS value, 'final' AS status, CASE WHEN metric = 'wau' THEN 1 ELSE 2 END"
                                + " AS definition_version FROM run.value WHERE region = '*'")
                .keep(
                        "run.asked",
                        "SELECT DISTINCT metric, metric AS measure, dt, false AS provisional, false AS window_restated,"
                                + " false AS day_restated, dt = DATE '" + FIRST
                                + "' AS published, 2 AS definition_version FROM run.value");
        assertThat(engines.same("metric/day_value", Map.of("metric", "stickiness", "from", LAST, "to", LAST)))
                .anyMatch(row -> row.startsWith(LAST + "|*|||value|"))
                .anyMatch(row -> row.startsWith(LAST + "|*|||point|"))
                .allMatch(row -> row.startsWith(LAST.toString()));
        assertThat(engines.same("day/metric_status", Map.of()))
                .contains("dau|" + FIRST + "|restated|2", "mau|" + LAST + "|restated|2")
                .as("by another definition it was another value")
                .contains("wau|" + LAST + "|final|2");
        engines.fileAs("run.metric_status", "day/metric_status", Map.of());
        assertThat(engines.same("day/aggregate", Map.of("as_of", SparkLake.NIGHT, "run", run)))
                .isNotEmpty();
        assertThat(engines.same("day/difference", Map.of("dt", FIRST, "before", run, "after", run)))
                .containsExactly("0");
        assertThat(engines.same("day/difference", Map.of("dt", FIRST, "before", run, "after", "none")))
                .containsExactly("5");
    }

    /** A version of a metric beside the next: some values are others, some are gone. */
    private static void figures(BothEngines engines) throws NoSuchTableException {
        String figure =
                "SELECT CAST(given.dt AS DATE) AS dt, region, '' AS dimension, '' AS item, 'dau' AS measure, value FROM (VALUES ";
        engines.keep(
                        "run.figure",
                        figure + "('2024-01-01', '*', 1.0), ('2024-01-02', '*', NULL)) AS given(dt, region, value)")
                .keep(
                        "gold.figure",
                        figure + "('2024-01-01', '*', 2.0), ('2024-01-02', '*', NULL), ('2024-01-02', NULL, NULL),"
                                + " ('2024-01-03', 'US', 1.0)) AS given(dt, region, value)");
        assertThat(engines.same("day/changed_figure", Map.of())).containsExactly("2024-01-01", "2024-01-03");
        engines.keep(
                "run.standing",
                "SELECT dt, 'final' AS status, published_at AS as_of, published_at AS basis FROM gold.published WHERE dt = DATE '"
                        + FIRST + "'");
        assertThat(engines.same("gold/figure", Map.of("metric", "growth", "definition_version", 2L)))
                .containsExactly(
                        "2024-01-01|growth|*|||dau|1.0|final|" + SparkLake.NIGHT + "|" + SparkLake.NIGHT + "|2",
                        "2024-01-01|growth|null|null|null|null|null|final|" + SparkLake.NIGHT + "|" + SparkLake.NIGHT
                                + "|2");
        engines.fileAs("gold.figure", "gold/figure", Map.of("metric", "growth", "definition_version", 2L));
        assertThat(engines.same("gold/figure_value", Map.of())).hasSize(2);
        assertThat(engines.same("gold/figure_cell", Map.of())).containsExactly("2024-01-01|*|||dau|1.0");
        engines.keep(
                "gold.figure",
                "SELECT metric, region, dimension, item FROM (VALUES ('adoption', '*', 'event_name', 'play'),"
                        + " ('adoption', 'US', 'event_name', 'browse'), ('titles', '*', 'title', '7'))"
                        + " AS given(metric, region, dimension, item)");
        assertThat(engines.same("metric/seen_event", Map.of())).containsExactly("play");
    }

    /** What is known of a day that is not published, beside one that is. */
    private static void openDays(BothEngines engines) throws NoSuchTableException {
        LocalDate today = LAST.plusDays(9);
        Map<String, Object> day = Map.of(
                "dt",
                today,
                "metric",
                "mau",
                "definition_version",
                2L,
                "as_of",
                SparkLake.NIGHT,
                "counted_at",
                SparkLake.NIGHT,
                "run",
                "run",
                "bronze_sequence",
                7L,
                "basis",
                "basis");
        engines.keep(
                "run.figure",
                "SELECT DATE '" + today
                        + "' AS dt, '*' AS region, 'on' AS dimension, '1' AS item, 'rate' AS measure, 0.5E0 AS value");
        assertThat(engines.same("gold/open_figure", day))
                .singleElement()
                .asString()
                .startsWith(today + "|mau|*|on|1|rate|0.5|");
        engines.keep("run.value", "SELECT 'mau' AS metric, DATE '" + today + "' AS dt, '*' AS region, 3.0E0 AS value")
                .keep("run.measure", "SELECT 'mau' AS metric, 'mau' AS measure");
        assertThat(engines.same("gold/open_window", day))
                .singleElement()
                .asString()
                .startsWith(today + "|mau|*|||mau|3.0|");
        engines.fileAs("gold.open_day", "gold/open_window", day);
        assertThat(engines.same("gold/open_day", Map.of())).as("the day itself").isEmpty();
        assertThat(engines.same("gold/open_day_unpublished", Map.of())).containsExactly(today.toString());
        assertThat(engines.same("gold/open_value", Map.of()))
                .isEqualTo(engines.same("gold/open_value_unpublished", Map.of()))
                .hasSize(1);
        engines.keep(
                        "asked.closed_first_day",
                        "SELECT profile_id, first_dt, region FROM gold.first_day WHERE profile_id > 1")
                .keep("asked.open_first_day", "SELECT profile_id, first_dt, 'XX' AS region FROM gold.first_day");
        assertThat(engines.same("metric/open_first_day", Map.of()))
                .as("whoever is known is as known")
                .filteredOn(row -> row.endsWith("|XX"))
                .singleElement()
                .asString()
                .startsWith("1|");
        engines.keep(
                        "asked.closed_first_day_in_region",
                        "SELECT profile_id, region, first_dt FROM gold.first_day WHERE profile_id > 1")
                .keep(
                        "asked.open_first_day_in_region",
                        "SELECT profile_id, region, DATE '2030-01-01' AS first_dt FROM gold.first_day");
        assertThat(engines.same("metric/open_first_day_in_region", Map.of()))
                .filteredOn(row -> row.endsWith("|2030-01-01"))
                .singleElement()
                .asString()
                .startsWith("1|");
    }

    /** What questions in SQL see: a day that is published, one whose values are worked out, and one that is open. */
    private static void views(BothEngines engines) throws NoSuchTableException {
        assertThat(engines.same("view/app_event", Map.of())).isNotEmpty();
        String columns = "SELECT metric, CAST(dt AS DATE) AS dt, region, '' AS dimension, '' AS item, measure, value,"
                + " status, as_of, definition_version FROM (VALUES ";
        String names = ") AS given(metric, dt, region, measure, value, status, definition_version)"
                + " CROSS JOIN (SELECT MAX(published_at) AS as_of FROM gold.published) AS moment";
        engines.keep(
                        "gold.figure",
                        columns + "('sessions', '2024-01-01', '*', 'sessions', 4.0E0, 'final', 1),"
                                + " ('sessions', '2024-01-01', '*', 'duration_p50_sec', 2.5E0, 'final', 1),"
                                + " ('sessions', '2024-01-01', NULL, NULL, NULL, 'final', 1)" + names)
                .keep(
                        "gold.open_day",
                        columns + "('sessions', '2024-01-01', '*', 'sessions', 3.0E0, 'live', 1),"
                                + " ('sessions', '2024-01-02', '*', 'sessions', 2.0E0, 'live', 1),"
                                + " ('day', '2024-01-02', NULL, NULL, NULL, 'live', 1)" + names)
                .keep(
                        "asked.measure",
                        "SELECT stored, metric, measure FROM (VALUES ('dau', 'dau', 'value'))"
                                + " AS given(stored, metric, measure)")
                .fileAs("gold.metric_value", "view/metric_value", Map.of());
        assertThat(engines.rows("SELECT dt, value, status FROM gold.metric_value WHERE measure = 'sessions'"))
                .as("what is worked out holds")
                .containsExactly("2024-01-01|4.0|final", "2024-01-02|2.0|live");
        assertThat(engines.rows("SELECT measure FROM gold.metric_value WHERE metric = 'dau' AND dt = DATE '" + FIRST
                        + "' AND region = '*'"))
                .containsExactly("value");
        assertThat(engines.same("view/sessions", Map.of()))
                .anyMatch(row -> row.startsWith("2024-01-01|*|4|null|null|null|2.5|null|null|final|"));
    }

    private void report(ReportFiles files, BothEngines engines, String run) throws NoSuchTableException {
        List<ReportRow> published = both.lake().published().report(FIRST, LAST.plusDays(1));
        assertThat(published)
                .as("a report in which everything happens")
                .anySatisfy(row -> assertThat(row.duplicates()).isNegative())
                .anySatisfy(row -> assertThat(row.late()).isPositive())
                .anySatisfy(row -> assertThat(row.sketch()).isNegative());
        assertThat(files.reconciliation(run, published))
                .as("as the lakehouse has published it")
                .isEqualTo(engines.rows("SELECT * FROM gold.reconciliation"));
        assertThat(files.quality(FIRST, LAST)).isNotEmpty();
    }

    @Test
    @Order(2)
    void aDayThatSparkHasCountedIsPublishedAsItWas() throws NoSuchTableException {
        both.archive("(7, 'US', 'play', 'late', '2024-01-01T15:00:00Z', 8, 11, 'tv', true, 0, 50)");
        CountDays job = new CountDays(both.sql(), SparkLake.NIGHT.plusSeconds(30));
        assertThat(job.count(FIRST)).isTrue();
        assertThat(job.count(FIRST.plusDays(3))).as("a day without data").isFalse();

        List<PublishedDay> published = reconcile(SparkLake.NIGHT.plusSeconds(60));
        assertThat(published).extracting(PublishedDay::dt).containsExactly(FIRST);
        assertThat(published.get(0).countedBy())
                .as("not counted again")
                .isNotEqualTo(published.get(0).run());
        assertThat(both.lake().published().profile(7, FIRST, FIRST))
                .singleElement()
                .satisfies(day -> assertThat(day.totalWatchTimeSec()).isEqualTo(11));
    }

    private List<PublishedDay> reconciled() {
        return List.copyOf(both.lake().published().days(FIRST, LAST).values());
    }

    private List<PublishedDay> reconcile(Instant now) {
        Publication run = both.lake().beginRun(now);
        List<DueDay> due = run.touched();
        run.count(due);
        return run.publish(due, ReportFiles.live(now), now);
    }

    /** All .sql files but those that say what an engine spells differently. */
    private static Set<String> files() throws IOException, URISyntaxException {
        URI root = Objects.requireNonNull(SqlFile.class.getResource("gold/dau_total.sql"))
                .toURI();
        if (!root.getScheme().equals("jar")) {
            return files(Path.of(root).resolve("../..").normalize());
        }
        try (FileSystem jar = FileSystems.newFileSystem(root, Map.of())) {
            return files(jar.getPath("/io/rollcall/lake/sql"));
        }
    }

    private static Set<String> files(Path sql) throws IOException {
        try (Stream<Path> all = Files.walk(sql)) {
            return all.map(file -> sql.relativize(file).toString())
                    .filter(file -> file.endsWith(".sql") && !file.startsWith("dialect"))
                    .map(file -> file.substring(0, file.length() - ".sql".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
