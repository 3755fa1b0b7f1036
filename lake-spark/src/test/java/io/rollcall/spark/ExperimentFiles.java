package io.rollcall.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.count.CountedTable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;

/** The files of experiments, over events of its own in a catalog of its own: {@link SparkLake} has no exposures. */
final class ExperimentFiles {
    private static final String CATALOG = "experiments";
    private static final LocalDate FIRST = LocalDate.parse("2024-03-01");
    private static final String METRICS =
            ",plays,play_started,searches,browses,watch_time_sec,active_days,played,searched,"
                    + "retained_1,retained_7,retained_14,retained_28,";

    /** Profile, region, event, time, seconds, properties. */
    private static final List<String> EVENTS = List.of(
            "(1, 'US', 'play', '2024-02-01T10:00:00Z', 100, NULL)",
            "(1, 'US', 'play', '2024-02-02T10:00:00Z', 10, NULL)",
            "(1, 'US', 'experiment_exposure', '2024-03-01T10:00:00Z', NULL, '{\"experiment\":\"it''s\",\"variant\":\"control\"}')",
            "(1, 'US', 'play', '2024-03-01T09:00:00Z', 40, NULL)",
            "(1, 'BR', 'play', '2024-03-01T11:00:00Z', 20, NULL)",
            "(1, 'BR', 'play', '2024-03-01T12:00:00Z', NULL, '{\"outcome\":\"failed\"}')",
            "(1, 'US', 'search', '2024-03-02T11:00:00Z', NULL, NULL)",
            "(2, 'BR', 'browse', '2024-02-23T11:00:00Z', NULL, NULL)",
            "(2, 'BR', 'experiment_exposure', '2024-03-02T10:00:00Z', NULL, '{\"variant\":\"wide row\",\"experiment\":\"it''s\"}')",
            "(2, 'BR', 'experiment_exposure', '2024-03-08T10:00:00Z', NULL, '{\"variant\":\"wide row\",\"experiment\":\"it''s\"}')",
            "(2, 'BR', 'play', '2024-03-09T10:00:00Z', 86400, NULL)",
            "(3, 'US', 'experiment_exposure', '2024-03-02T10:00:00Z', NULL, '{\"experiment\":\"it''s\",\"variant\":\"control\"}')",
            "(3, 'US', 'experiment_exposure', '2024-03-02T10:00:01Z', NULL, '{\"experiment\":\"it''s\",\"variant\":\"wide row\"}')",
            "(4, 'US', 'experiment_exposure', '2024-03-02T10:00:00Z', NULL, '{\"experiment\":\"other\",\"variant\":\"control\"}')",
            "(5, 'US', 'experiment_exposure', '2024-03-02T10:00:00Z', NULL, '{\"experiment\":\"it''s\",\"variant\":null}')",
            "(6, 'US', 'experiment_exposure', '2024-03-02T10:00:00Z', NULL, NULL)");

    private final BothEngines engines;

    private ExperimentFiles(BothEngines engines) {
        this.engines = engines;
    }

    /** Runs the files on both engines and compares; which they are. */
    static Set<String> compared(SparkSql spark, Path directory) throws NoSuchTableException {
        String catalog = "SET spark.sql.catalog." + CATALOG;
        spark.run(catalog + " = org.apache.iceberg.spark.SparkCatalog");
        spark.run(catalog + ".type = hadoop");
        spark.run(catalog + ".warehouse = " + directory.resolve(CATALOG).toUri());
        spark.run("USE " + CATALOG);
        try (BothEngines engines = new BothEngines(spark, directory.resolve(CATALOG + "-spill"))) {
            ExperimentFiles files =
                    new ExperimentFiles(engines.namespace("silver").namespace("gold"));
            files.fill();
            files.experiment();
            files.seen();
            return Set.copyOf(engines.compared());
        } finally {
            spark.run("USE " + SparkSql.CATALOG);
        }
    }

    private void fill() {
        engines.keep(
                        "silver.enriched_app_events",
                        "SELECT CAST(profile_id AS BIGINT) AS profile_id, region, event_name,"
                                + " COALESCE(CAST(happened AS TIMESTAMP), CURRENT_TIMESTAMP) AS event_time,"
                                + " CAST(CAST(happened AS TIMESTAMP) AS DATE) AS dt, CAST(seconds AS INT) AS duration_sec,"
                                + " event_name <> 'experiment_exposure' AS active,"
                                + " CAST(properties AS STRING) AS properties FROM (VALUES "
                                + String.join(", ", EVENTS)
                                + ") AS given(profile_id, region, event_name, happened, seconds, properties)")
                .keep(
                        "gold.profile_day",
                        "SELECT dt, region, profile_id, COUNT(CASE WHEN event_name = 'play' THEN 1 END) AS play_events,"
                                + " COUNT(CASE WHEN event_name = 'search' THEN 1 END) AS search_events,"
                                + " COUNT(CASE WHEN event_name = 'browse' THEN 1 END) AS browse_events,"
                                + " CAST(COALESCE(SUM(duration_sec), 0) AS BIGINT) AS total_watch_time_sec,"
                                + " COUNT(CASE WHEN active THEN 1 END) AS active_events,"
                                + " COUNT(CASE WHEN event_name = 'play' THEN 1 END) AS started_plays"
                                + " FROM silver.enriched_app_events GROUP BY dt, region, profile_id")
                .keep("gold.counted_day", "SELECT DISTINCT dt FROM silver.enriched_app_events");
    }

    private void experiment() throws NoSuchTableException {
        List<LocalDate> days = engines.rows("SELECT dt FROM gold.counted_day").stream()
                .map(LocalDate::parse)
                .toList();
        engines.counted("gold.exposure", CountedTable.EXPOSURE, days);
        List<String> rows = engines.same(
                "experiment/experiment",
                Map.of(
                        "key",
                        "it's",
                        "metrics",
                        METRICS,
                        "from",
                        FIRST,
                        "to",
                        FIRST.plusDays(29),
                        "before_from",
                        FIRST.minusDays(28)));
        assertThat(rows)
                .contains(
                        "control|exposed|1|null|null|null|null|null",
                        "null|exposed|1|null|null|null|null|null",
                        "control|watch_time_sec|1|20.0|400.0|10.0|100.0|200.0",
                        "control|plays|1|2.0|4.0|1.0|1.0|2.0",
                        "control|play_started|1|1.0|1.0|1.0|1.0|1.0",
                        "control|retained_1|1|1.0|1.0|0.0|0.0|0.0",
                        "wide row|retained_7|1|1.0|1.0|0.0|0.0|0.0",
                        "wide row|active_days|1|1.0|1.0|1.0|1.0|1.0")
                .noneMatch(row -> row.contains("retained_28"));
    }

    /** As {@link #experiment} has filled it. */
    private void seen() {
        assertThat(seen(FIRST, 9)).containsExactly("it's|2024-03-01|2024-03-08|2|3", "other|2024-03-02|2024-03-02|1|1");
        assertThat(seen(FIRST.plusDays(1), 1)).containsExactly("it's|2024-03-02|2024-03-08|2|2");
        assertThat(seen(FIRST.plusDays(8), 9)).isEmpty();
    }

    private List<String> seen(LocalDate from, long limit) {
        return engines.same("experiment/seen", Map.of("from", from, "to", FIRST.plusDays(29), "limit", limit));
    }
}
