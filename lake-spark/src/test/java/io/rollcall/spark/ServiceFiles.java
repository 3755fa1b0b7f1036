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
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;

/** The files about titles, playback and subscriptions, over events of their own: in a catalog beside the lake's. */
final class ServiceFiles {
    private static final String CATALOG = "service";
    private static final LocalDate FIRST = LocalDate.parse("2024-03-08");
    private static final LocalDate LAST = FIRST.plusDays(1);
    private static final long FEW = 2;

    /** Profile, account, region, event, time, title, seconds, runtime, platform, version, properties, partition, offset. */
    private static final List<String> EVENTS = List.of(
            "(1, 11, 'US', 'play', '2024-03-01T20:00:00Z', 7, 3600, 7200, 'tv', '1', '{\"startup_ms\":500}', 0, 0)",
            "(2, NULL, 'US', 'play', '2024-03-01T20:00:00Z', 8, 900, NULL, 'tv', '1', NULL, 0, 1)",
            "(1, 11, 'US', 'play', '2024-03-08T20:00:00Z', 7, 6480, 7200, 'tv', '1',"
                    + " '{\"startup_ms\":500,\"rebuffer_ms\":1e3,\"cdn\":\"a\"}', 0, 2)",
            "(1, 11, 'BR', 'play', '2024-03-08T21:00:00Z', 7, 20, 7200, 'tv', '2',"
                    + " '{\"outcome\":\"started\",\"startup_ms\":1000.7,\"rebuffer_ms\":\"NaN\",\"cdn\":\"b\"}', 0, 3)",
            "(1, 11, 'BR', 'stop', '2024-03-08T22:00:00Z', 7, NULL, 7200, 'tv', '2', '{\"error_code\":\"E9\"}', 0, 4)",
            "(2, NULL, 'US', 'play', '2024-03-08T21:00:00Z', 8, 60, NULL, NULL, NULL,"
                    + " '{\"startup_ms\":\"12d\",\"rebuffer_ms\":[1],\"cdn\":\"\"}', 0, 5)",
            "(3, 33, 'US', 'play', '2024-03-08T21:00:00Z', 9, NULL, 600, 'web', '3',"
                    + " '{\"outcome\":\"failed\",\"error_code\":5,\"cdn\":\"c\"}', 0, 6)",
            "(3, 33, 'US', 'play', '2024-03-08T21:01:00Z', 9, NULL, 600, 'web', '3', '{\"outcome\":\"abandoned\"}', 0, 7)",
            "(4, 11, 'US', 'play', '2024-03-09T21:01:00Z', 7, 100, 7200, 'web', '3', '{\"startup_ms\":\" 40\"}', 1, 0)",
            change(1, "11", "US", "2024-02-10T10:00:00Z", "\"kind\":\"start\",\"price\":1000,\"currency\":\"usd\"", 8),
            change(
                    3,
                    "33",
                    "US",
                    "2024-03-01T10:00:00Z",
                    "\"kind\":\"upgrade\",\"price\":\"5e2\",\"currency\":\"USD\"",
                    9),
            change(3, "33", "US", "2024-03-02T10:00:00Z", "\"kind\":\"cancel\",\"price\":0", 10),
            change(3, "33", "BR", "2024-03-08T10:00:00Z", "\"kind\":\"reactivate\"", 11),
            change(1, "11", "US", "2024-03-09T10:00:00Z", "\"kind\":\"downgrade\",\"price\":800.0", 12),
            change(1, "11", "US", "2024-03-09T10:00:00Z", "\"kind\":\"pause\",\"price\":1", 13),
            change(
                    2,
                    "NULL",
                    "US",
                    "2024-03-09T11:00:00Z",
                    "\"kind\":\"start\",\"price\":400,\"currency\":\"EUR\"",
                    14),
            change(5, "NULL", "BR", "2024-03-09T11:00:00Z", "\"kind\":\"cancel\"", 15));

    private final BothEngines engines;

    private ServiceFiles(BothEngines engines) {
        this.engines = engines;
    }

    private static String change(
            int profile, String account, String region, String happened, String properties, int offset) {
        return "(" + profile + ", " + account + ", '" + region + "', 'subscription_change', '" + happened
                + "', NULL, NULL, NULL, NULL, NULL, '{" + properties + "}', 2, " + offset + ")";
    }

    /** Runs the files on both engines and compares; which ones. */
    static Set<String> compared(SparkSql spark, Path directory) throws IOException, NoSuchTableException {
        Path own = Files.createDirectories(directory.resolve(CATALOG));
        SparkLake.catalog(own)
                .forEach((key, value) ->
                        spark.run("SET `" + key.replace(SparkSql.CATALOG, CATALOG) + "` = `" + value + "`"));
        spark.run("USE " + CATALOG);
        try (BothEngines engines = new BothEngines(spark, own.resolve("spill"))) {
            List.of("bronze", "silver", "gold", "asked")
                    .forEach(name -> spark.run("CREATE NAMESPACE IF NOT EXISTS " + name));
            ServiceFiles files = new ServiceFiles(engines);
            files.fill();
            files.hours();
            files.titlesAndPlayback();
            files.quality();
            files.subscriptions();
            return Set.copyOf(engines.compared());
        } finally {
            spark.run("USE " + SparkSql.CATALOG);
        }
    }

    /** Beside the time of now, a time has the same type for both as it has in the lake. */
    private void fill() {
        engines.keep(
                        "silver.enriched_app_events",
                        "SELECT CAST(profile_id AS BIGINT) AS profile_id, CAST(account_id AS BIGINT) AS account_id, region, event_name,"
                                + " COALESCE(CAST(happened AS TIMESTAMP), CURRENT_TIMESTAMP) AS event_time, CAST(CAST(happened AS TIMESTAMP) AS DATE) AS dt,"
                                + " CAST(title_id AS BIGINT) AS title_id, CAST(duration_sec AS INT) AS duration_sec,"
                                + " CAST(runtime AS INT) AS title_runtime_sec, CAST(platform AS STRING) AS platform,"
                                + " CAST(app_version AS STRING) AS app_version, CAST(NULL AS STRING) AS device_id, true AS active,"
                                + " CAST(properties AS STRING) AS properties, CAST(kafka_offset AS STRING) AS event_id,"
                                + " CAST(kafka_partition AS INT) AS kafka_partition,"
                                + " CAST(kafka_offset AS BIGINT) AS kafka_offset,"
                                + " CAST(NULL AS STRING) AS session_id,"
                                + " CAST(CASE WHEN platform = 'web' THEN kafka_offset * 2 END AS BIGINT) AS seq,"
                                + " CAST(CASE WHEN event_name = 'stop' THEN 0.5 END AS DOUBLE) AS sample_rate,"
                                + " CAST(CASE WHEN event_name = 'stop' THEN 'event' END AS STRING) AS sample_unit, 'ok' AS time_quality, false AS backfill,"
                                + " CAST(profile_id AS BIGINT) AS duplicates,"
                                + " CAST(happened AS TIMESTAMP) AS received_at FROM (VALUES "
                                + String.join(", ", EVENTS)
                                + ") AS given(profile_id, account_id, region, event_name, happened, title_id, duration_sec, runtime,"
                                + " platform, app_version, properties, kafka_partition, kafka_offset)")
                .keep("gold.counted_day", "SELECT DISTINCT dt FROM silver.enriched_app_events")
                .keep("asked.last_hour", "SELECT dt, 22 AS hour FROM gold.counted_day")
                .keep(
                        "silver.title",
                        "SELECT title_id, MAX(title_runtime_sec) AS runtime_sec FROM silver.enriched_app_events"
                                + " WHERE title_id IS NOT NULL GROUP BY title_id");
    }

    private void hours() {
        assertThat(engines.same("metric/hourly", range(Map.of())))
                .contains(
                        "2024-03-08|*|hour|09|so_far|0.0",
                        "2024-03-08|*|hour|22|so_far|3.0",
                        "2024-03-08|US|hour|20|total_watch_time_sec|6480.0",
                        "2024-03-09|*|hour|11|hour|11.0");
    }

    private void titlesAndPlayback() throws NoSuchTableException {
        assertThat(engines.same("metric/titles", range(Map.of("limit", FEW, "prior", 1L))))
                .contains(
                        "2024-03-08|*|title|7|unique_viewers|1.0",
                        "2024-03-08|US|title|7|completion_rate|1.0",
                        "2024-03-09|US|title|7|trending|3.0");
        engines.fileAs("gold.told", "metric/titles", range(Map.of("limit", FEW, "prior", 1L)))
                .keep(
                        "gold.figure",
                        "SELECT dt, region, dimension, item, measure, CASE WHEN measure = 'views' AND dt = DATE '2024-03-08'"
                                + " THEN value * 2 ELSE value END AS value FROM gold.told");
        assertThat(engines.same("metric/outdated_title", Map.of())).containsExactly("2024-03-08");
        assertThat(engines.same("metric/playback", range(Map.of("items", FEW))))
                .contains(
                        "2024-03-08|*|||vst_p50_ms|750.0",
                        "2024-03-08|BR|||vpf_rate|1.0",
                        "2024-03-08|*|||ebvs_rate|0.2",
                        "2024-03-08|*|cdn|other|attempts|2.0");
    }

    private void quality() throws NoSuchTableException {
        engines.keep(
                "bronze.rejected_count",
                "SELECT CAST(dt AS DATE) AS dt, reason, platform, app_version, CAST(events AS BIGINT) AS events FROM (VALUES"
                        + " ('2024-03-08', 'missing_field', 'tv', '2', 5), ('2024-03-08', 'invalid_field', NULL, '*', 3),"
                        + " ('2024-03-09', 'unknown', 'web', NULL, 2)) AS given(dt, reason, platform, app_version, events)");
        Map<String, Object> literals = range(Map.of("items", FEW, "live_days", 3L));
        assertThat(engines.same("metric/quality", literals))
                .contains(
                        "2024-03-08|*|app_version|tv/2|rejected_missing_field|5.0",
                        "2024-03-08|*|app_version|unknown/other|rejected|3.0",
                        "2024-03-08|*|app_version|web/3|seq_gaps|1.0",
                        "2024-03-09|*|platform|web|rejected|2.0");
        assertThat(engines.same("metric/events", range(Map.of())))
                .contains(
                        "2024-03-08|*|event_name|stop|value|2.0",
                        "2024-03-08|*|event_name|stop|high|5.0",
                        "2024-03-08|BR|event_name|stop|low|1.0");
        engines.fileAs("gold.told", "metric/quality", literals)
                .keep(
                        "gold.figure",
                        "SELECT dt, region, dimension, item, measure, CASE WHEN dt = DATE '2024-03-08' THEN value * 2"
                                + " ELSE value END AS value FROM gold.told");
        assertThat(engines.same("metric/outdated_quality", Map.of())).containsExactly("2024-03-08");
    }

    private void subscriptions() throws NoSuchTableException {
        List<LocalDate> days = engines.rows("SELECT DISTINCT dt FROM silver.enriched_app_events").stream()
                .map(LocalDate::parse)
                .toList();
        engines.counted("gold.subscription_change", CountedTable.SUBSCRIPTION_CHANGE, days)
                .fileAs("gold.subscription_state", "metric/subscription_state", Map.of())
                .counted("gold.account_day", CountedTable.ACCOUNT_DAY, days)
                .fileAs("gold.first_day_of_account", "metric/first_day_of_account", Map.of())
                .keep(
                        "asked.rate",
                        "SELECT 'EUR' AS currency, 'USD' AS to_currency, CAST(1.5 AS DOUBLE) AS rate FROM (VALUES (1)) AS one(n)");
        assertThat(engines.same("metric/active_account", Map.of()))
                .contains("2024-03-08|BR|11|1|0|0|0|0|1", "2024-03-08|US|33|1|0|0|0|0|1")
                .noneMatch(row -> row.contains("null"));
        assertThat(engines.same("metric/account_begun", Map.of()))
                .containsExactly("11|2024-02-10|US", "33|2024-03-01|US");
        assertThat(engines.same("metric/revenue", range(Map.of())))
                .contains(
                        "2024-03-08|US|currency|USD|reactivation_mrr|500.0",
                        "2024-03-09|*|currency|USD|contraction_mrr|200.0",
                        "2024-03-09|*|total|USD|mrr_minor|1900.0");
        assertThat(engines.same("metric/churn_subscription", range(Map.of())))
                .contains("2024-03-09|US|subscription||began_and_left|1.0", "2024-03-09|US|subscription||gross|0.0");
    }

    private static Map<String, Object> range(Map<String, Object> parameters) {
        Map<String, Object> all = new TreeMap<>(parameters);
        all.put("from", FIRST);
        all.put("to", LAST);
        return all;
    }
}
