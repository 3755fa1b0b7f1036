package io.rollcall.spark;

import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.files.LocalFileIO;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** A small lake that both engines have open: a few days with everything that makes counting hard. */
final class SparkLake implements AutoCloseable {
    static final String NEEDS_AN_OLDER_JAVA =
            "Hadoop inside Spark asks for Subject.getSubject, which is gone from Java 24 on: set SPARK_JAVA_HOME to a JDK 17 or 21";

    static final Instant NIGHT = Instant.parse("2024-02-05T02:30:00Z");

    private final Lake lake;
    private final SparkSession spark;
    private final SparkSql sql;

    private SparkLake(Lake lake, SparkSession spark) {
        this.lake = lake;
        this.spark = spark;
        this.sql = new SparkSql(spark);
    }

    static SparkLake in(Path directory, String master) throws IOException {
        Lake lake = Lake.open(LakeSettings.in(directory));
        SparkSession.Builder builder = SparkSession.builder()
                .master(master)
                .appName("rollcall-test")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.local.dir", directory.resolve("spark").toString())
                .config(
                        "spark.sql.warehouse.dir",
                        directory.resolve("warehouse").toString())
                .config("spark.sql.shuffle.partitions", "1")
                // For a handful of rows, generating code and planning anew take longer than running without.
                .config("spark.sql.codegen.wholeStage", "false")
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .config("spark.sql.adaptive.enabled", "false")
                .config("spark.sql.datetime.java8API.enabled", "true");
        catalog(directory).forEach(builder::config);
        SparkLake both = new SparkLake(lake, builder.getOrCreate());
        both.fill(directory);
        return both;
    }

    static Map<String, String> catalog(Path directory) {
        String name = "spark.sql.catalog." + SparkSql.CATALOG;
        return new TreeMap<>(Map.of(
                name,
                "org.apache.iceberg.spark.SparkCatalog",
                name + ".type",
                "jdbc",
                name + ".uri",
                "jdbc:sqlite:" + directory.toAbsolutePath().resolve("catalog.sqlite"),
                name + ".jdbc.busy_timeout",
                "30000",
                name + ".jdbc.schema-version",
                "V1",
                name + ".io-impl",
                LocalFileIO.class.getName(),
                name + ".warehouse",
                directory.toUri() + "tables",
                name + ".cache-enabled",
                "false"));
    }

    Lake lake() {
        return lake;
    }

    SparkSql sql() {
        return sql;
    }

    private void fill(Path directory) throws IOException {
        Path titles = directory.resolve("titles.csv");
        Files.writeString(
                titles,
                "title_id,name,kind,genre,runtime_sec\n7,\"Alpha, the first\",movie,drama,7200\n8,Beta,series,,\n");
        lake.loadTitles(titles);
        lake.beginRun(NIGHT);
        archive(
                "(1, 'US', 'play', 'a', '2024-01-01T10:00:00Z', 7, 60, 'tv', true, 0, 0)",
                "(1, 'US', 'play', 'a', '2024-01-01T10:00:00Z', 7, 60, 'tv', true, 0, 1)",
                "(1, 'BR', 'play', 'b', '2024-01-01T23:59:59.999Z', 8, 30, 'mobile', true, 0, 2)",
                "(2, 'US', 'search', 'a', '2024-01-01T00:00:00Z', NULL, NULL, NULL, true, 1, 0)",
                "(3, 'ZZ', 'push_receipt', 'x', '2024-01-01T12:00:00.123456Z', 99, 5, 'web', false, 1, 1)",
                "(4, 'IN', 'browse', 'day''s end', '2024-01-01T23:59:59Z', 7, NULL, 'console', true, 2, 0)",
                "(4, 'IN', 'browse', 'day''s end', '2024-01-02T00:00:01Z', 7, NULL, 'console', true, 2, 1)",
                "(1, 'US', 'play', 'c', '2024-01-02T01:00:00Z', 7, 7, 'tv', true, 0, 3)",
                "(5, 'US', 'login', 'a', '2024-01-02T02:00:00Z', NULL, NULL, 'web', true, 3, 0)",
                "(2, 'BR', 'play', 'q', '2024-01-08T02:00:00Z', 8, 100, 'web', true, 3, 1)",
                "(2, 'BR', 'play', 'q', '2024-01-08T02:00:00Z', 8, 100, 'web', true, 1, 2)",
                "(8, 'US', 'play', 'r', '2024-01-08T03:00:00Z', 7, 10, 'tv', true, 0, 4)",
                "(9223372036854775807, 'US', 'play', 'big', '2024-01-30T02:00:00Z', 7, 86400, 'tv', true, 3, 2)",
                "(6, 'BR', 'login', 'z', '2024-01-31T02:00:00Z', NULL, NULL, 'tv', true, 3, 3)");
    }

    /** Archives rows: profile, region, event, event id, time, title, seconds, platform, active, partition, offset. */
    void archive(String... rows) {
        sql.run(
                "INSERT INTO bronze.app_event SELECT CAST(profile_id AS BIGINT), CAST(NULL AS BIGINT), region, event_name,"
                        + " CAST(at AS TIMESTAMP), CAST(CAST(at AS TIMESTAMP) AS DATE), event_id, CAST(title_id AS BIGINT),"
                        + " CAST(duration_sec AS INT), platform, '1.0', CAST(NULL AS STRING), 'session', active, 'ok',"
                        + " CAST(at AS TIMESTAMP), CAST(NULL AS TIMESTAMP), CAST(at AS TIMESTAMP), CAST(NULL AS STRING),"
                        + " CAST('{}' AS BINARY), CAST(0 AS INT), 'topic-1', CAST(kafka_partition AS INT),"
                        + " CAST(kafka_offset AS BIGINT), CAST(kafka_offset AS BIGINT), CAST(NULL AS DOUBLE), false,"
                        + " CAST(NULL AS STRING) FROM VALUES "
                        + String.join(", ", rows)
                        + " AS given(profile_id, region, event_name, event_id, at, title_id, duration_sec, platform, active,"
                        + " kafka_partition, kafka_offset)");
        String reached = List.of(0, 1, 2, 3).stream()
                .map(partition -> "'rollcall.archive.partition." + partition + "' = '100 " + NIGHT.toEpochMilli() + "'")
                .collect(Collectors.joining(", "));
        sql.run("ALTER TABLE bronze.app_event SET TBLPROPERTIES ('rollcall.archive.topic-id' = 'topic-1',"
                + " 'rollcall.archive.topic-partitions' = '4', " + reached + ")");
    }

    @Override
    public void close() {
        spark.stop();
        lake.close();
    }
}
