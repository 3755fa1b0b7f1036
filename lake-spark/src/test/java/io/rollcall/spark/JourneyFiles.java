package io.rollcall.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.count.CountedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;

/** The files about the order of events, over events of their own: in a catalog beside the lake's. */
final class JourneyFiles {
    private static final String CATALOG = "journeys";
    private static final LocalDate FIRST = LocalDate.parse("2024-03-01");
    private static final LocalDate LAST = FIRST.plusDays(1);
    private static final int MOST_STEPS = 8;

    /** Profile, region, event, time, activity, properties, partition, offset. */
    private static final List<String> EVENTS = List.of(
            "(1, 'US', 'app_start', '2024-03-01T23:00:00Z', true, NULL, 0, 0)",
            "(1, 'US', 'browse', '2024-03-01T23:00:00Z', true, NULL, 0, 1)",
            "(1, 'US', 'search', '2024-03-01T23:10:00Z', true, '{\"n\":1,\"it''s.a\":\"voice\"}', 0, 2)",
            "(1, 'US', 'play', '2024-03-01T23:20:00Z', true, NULL, 0, 3)",
            "(1, 'BR', 'heartbeat', '2024-03-01T23:50:00Z', true, NULL, 0, 4)",
            "(1, 'BR', 'heartbeat', '2024-03-02T00:20:00Z', true, NULL, 0, 5)",
            "(1, 'BR', 'stop', '2024-03-02T00:50:00.001Z', true, NULL, 0, 6)",
            "(1, 'BR', 'search', '2024-03-03T00:10:00Z', true, '{\"it''s.a\":\"text\"}', 0, 7)",
            "(2, 'BR', 'app_start', '2024-03-01T08:00:00Z', true, NULL, 1, 0)",
            "(2, 'BR', 'push_receipt', '2024-03-01T08:20:00Z', false, NULL, 1, 1)",
            "(2, 'BR', 'browse', '2024-03-01T08:40:00Z', true, NULL, 1, 2)",
            "(2, 'US', 'play', '2024-03-02T08:00:00Z', true, NULL, 1, 3)",
            "(2, 'US', 'app_start', '2024-03-02T09:00:00Z', true, NULL, 1, 4)",
            "(3, 'US', 'search', '2024-02-29T23:40:00Z', true, '{\"it''s.a\":\"voice\"}', 2, 0)",
            "(3, 'US', 'app_start', '2024-03-01T00:10:00Z', true, NULL, 2, 1)",
            "(3, 'US', 'search', '2024-03-01T00:20:00Z', true, '{\"it''s.a\":\"voice\",\"b\":null}', 2, 2)",
            "(3, 'US', 'search', '2024-03-01T00:21:00Z', true, '{\"it''s\":{\"a\":\"inner\"}}', 2, 3)",
            "(3, 'US', 'app_start', '2024-03-02T00:30:00Z', true, NULL, 2, 4)");

    private final BothEngines engines;

    private JourneyFiles(BothEngines engines) {
        this.engines = engines;
    }

    /** Runs the files on both engines and compares; which ones. */
    static Set<String> compared(SparkSql spark, Path directory) throws IOException, NoSuchTableException {
        Path own = Files.createDirectories(directory.resolve(CATALOG));
        SparkLake.catalog(own)
                .forEach((key, value) -> spark.run("SET `" + key.replace(SparkSql.CATALOG, CATALOG) + "` = " + value));
        spark.run("USE " + CATALOG);
        try (BothEngines engines = new BothEngines(spark, own.resolve("spill"))) {
            JourneyFiles files = new JourneyFiles(engines.namespace("silver").namespace("gold"));
            files.jsonText();
            files.oddJson();
            files.fill();
            files.files();
            files.adoption();
            return Set.copyOf(engines.compared());
        } finally {
            spark.run("USE " + SparkSql.CATALOG);
        }
    }

    private void jsonText() {
        String texts = "SELECT member, json_text(document, member) AS found FROM (VALUES"
                + " ('{\"a.b\":\"x\",\"a\":{\"b\":\"y\"}}', 'a.b'), ('{\"it''s\":1}', 'it''s'),"
                + " ('{\"a/b\":true}', 'a/b'), ('{\"~1\":0.5}', '~1'), ('{\"$.a\":\"x\",\"a\":\"y\"}', '$.a'),"
                + " ('{\"a\":null}', 'a'), ('{\"a\":1}', 'A'), ('{}', ''), ('{\"\":\"x\"}', ''), ('{\"*\":\"é\"}', '*'),"
                + " ('{\"a[0]\":12345678901}', 'a[0]'), ('{\"?\":\"\"}', '?'), (NULL, 'a')) AS given(document, member)";
        assertThat(engines.sameRows(texts))
                .containsExactlyInAnyOrder(
                        "a.b|x",
                        "it's|1",
                        "a/b|true",
                        "~1|0.5",
                        "$.a|x",
                        "a|null",
                        "A|null",
                        "|null",
                        "|x",
                        "*|é",
                        "a[0]|12345678901",
                        "?|",
                        "a|null");
    }

    /** Documents that an engine may refuse, or hide other members of, for one odd value. */
    private void oddJson() {
        List<String> documents = List.of(
                "{\"a\":\"cut \\ud83d\",\"b\":1}",
                "{\"a\":\"\\uDE00\\uD83D\\ud83d\\ude00\",\"b\":1}",
                "{\"a\":\"c:\\\\ud83d \\u00e9\",\"b\":1}",
                "{\"a\\udfff\":2,\"b\":1}",
                "{\"odd\":\"x\\u0000y\",\"b\":1}",
                "{\"odd\":1e999,\"b\":1}",
                "{\"odd\":-" + "9".repeat(400) + ",\"b\":1}");
        // Each engine reads a backslash in its literals in its own way.
        String given = documents.stream()
                .map(json -> "('" + json.replace('\\', '@') + "')")
                .collect(Collectors.joining(", "));
        assertThat(engines.sameRows("SELECT json_text(document, 'a') AS a, json_text(document, 'b') AS b FROM"
                        + " (SELECT REPLACE(given.text, '@', chr(92)) AS document FROM (VALUES " + given
                        + ") AS given(text)) AS documents"))
                .containsExactlyInAnyOrder(
                        "cut \uFFFD|1",
                        "\uFFFD\uFFFD\uD83D\uDE00|1",
                        "c:\\ud83d é|1",
                        "null|1",
                        "null|1",
                        "null|1",
                        "null|1");
    }

    private void fill() {
        engines.keep(
                        "silver.enriched_app_events",
                        "SELECT CAST(profile_id AS BIGINT) AS profile_id, region, event_name, COALESCE(CAST(happened AS TIMESTAMP), CURRENT_TIMESTAMP) AS event_time,"
                                + " CAST(CAST(happened AS TIMESTAMP) AS DATE) AS dt, active, CAST(properties AS STRING) AS properties,"
                                + " CAST(kafka_partition AS INT) AS kafka_partition, CAST(kafka_offset AS BIGINT) AS kafka_offset"
                                + " FROM (VALUES "
                                + String.join(", ", EVENTS)
                                + ") AS given(profile_id, region, event_name, happened, active, properties, kafka_partition, kafka_offset)")
                .keep(
                        "gold.profile_day",
                        "SELECT dt, region, profile_id, COUNT(CASE WHEN active THEN 1 END) AS active_events,"
                                + " MIN(event_time) AS first_event_time, MAX(event_time) AS last_event_time"
                                + " FROM silver.enriched_app_events GROUP BY dt, region, profile_id")
                .keep("gold.counted_day", "SELECT DISTINCT dt FROM silver.enriched_app_events");
    }

    private void files() throws NoSuchTableException {
        long gap = 1_800_000L;
        engines.fileAs(
                        "run.day_session",
                        "metric/day_session",
                        Map.of("from", FIRST.minusDays(1), "to", LAST, "gap_millis", gap))
                .fileAs("run.filled_day", "metric/session_filled_day", Map.of())
                .keep("run.due_day", "SELECT DISTINCT dt FROM run.day_session");
        assertThat(engines.same("metric/open_session_alone", Map.of())).isNotEmpty();
        engines.keep("run.due_day", "SELECT DATE '" + FIRST + "' AS dt")
                .keep(
                        "run.open_session",
                        "SELECT dt, profile_id, session_start, last_event_time FROM run.day_session WHERE dt < "
                                + "DATE '" + FIRST + "'");
        assertThat(engines.same("metric/open_session", Map.of("dt", FIRST, "gap_millis", gap)))
                .isNotEmpty();
        engines.keep("gold.open_session", "SELECT * FROM run.open_session");
        assertThat(engines.same("metric/open_session_before", Map.of())).isNotEmpty();
        engines.keep("run.due_day", "SELECT DISTINCT dt FROM gold.open_session");
        assertThat(engines.same("metric/open_session_before", Map.of())).isEmpty();
        engines.keep(
                "run.standing",
                "SELECT DATE '" + FIRST.minusDays(1)
                        + "' AS dt, MIN(session_start) AS basis, MIN(session_start) AS moved"
                        + " FROM run.open_session");
        String moments =
                engines.sameRows("SELECT basis, moved FROM run.standing").get(0);
        assertThat(engines.same("gold/open_session", Map.of()))
                .hasSizeGreaterThan(1)
                .contains(FIRST.minusDays(1) + "|null|null|null|" + moments);
        engines.add("run.open_session", "metric/open_session", Map.of("dt", FIRST, "gap_millis", gap));
        assertThat(engines.same("metric/changed_open_session", Map.of())).containsExactly(FIRST.toString());
        engines.add("gold.open_session", "metric/open_session", Map.of("dt", FIRST, "gap_millis", gap));
        engines.fileAs(
                "asked.session_event",
                "metric/session_event",
                Map.of("from", FIRST, "to", LAST, "gap_millis", 1_800_000L));
        assertThat(same("sessions", Map.of()))
                .contains("2024-03-01|US|||duration_mean_sec|4800.0", "2024-03-01|*|||sessions|3.0");
        assertThat(same("paths", Map.of("start", "app_start", "length", 4L, "limit", 20L)))
                .contains("2024-03-01|US|path|app_start>browse>search>play|sessions|1.0");
        Map<String, Object> steps = new TreeMap<>(Map.of("window_millis", 86_400_000L));
        List<String> names = List.of("app_start", "browse", "play");
        for (int step = 1; step <= MOST_STEPS; step++) {
            steps.put("step_" + step, step <= names.size() ? names.get(step - 1) : "");
            steps.put("property_" + step, "");
            steps.put("value_" + step, "");
        }
        Map<String, Object> started = new TreeMap<>(steps);
        started.put("step_3", "play_started");
        assertThat(same("funnel", started)).contains("2024-03-01|*|step|3|profiles|2.0");
        Map<String, Object> saying = new TreeMap<>(steps);
        saying.put("property_3", "no such property");
        saying.put("value_3", "value");
        assertThat(same("funnel", saying))
                .contains("2024-03-01|*|step|3|profiles|0.0")
                .noneMatch(row -> row.contains("|3|dropped_off|0"));
        assertThat(same("funnel", steps))
                .contains("2024-03-01|*|step|3|profiles|2.0", "2024-03-01|*|step|3|time_to_convert_p50_sec|43800.0");
    }

    private void adoption() throws NoSuchTableException {
        List<LocalDate> days = List.of(FIRST.minusDays(1), FIRST, LAST, LAST.plusDays(1));
        engines.counted("gold.feature_day", CountedTable.FEATURE_DAY, days)
                .fileAs("asked.feature_use", "metric/feature_by_event_name", Map.of());
        assertThat(same("adoption", Map.of("dimension", "event_name", "lookback", 29L, "limit", 20L)))
                .contains("2024-03-01|US|event_name|search|first_use|1.0");
        assertThat(engines.same("metric/begun_by_event", Map.of("event", "search")))
                .isNotEmpty();
        assertThat(engines.same("metric/returned_by_event", Map.of("event", "search")))
                .isNotEmpty();
        engines.fileAs(
                "asked.feature_use",
                "metric/feature_by_property",
                Map.of("event_name", "search", "property", "it's.a"));
        assertThat(same("adoption", Map.of("dimension", "value", "lookback", 29L, "limit", 20L)))
                .contains("2024-03-01|*|value|voice|profiles|2.0");
    }

    private List<String> same(String file, Map<String, Object> parameters) {
        Map<String, Object> all = new TreeMap<>(parameters);
        all.put("from", FIRST);
        all.put("to", LAST);
        return engines.same("metric/" + file, all);
    }
}
