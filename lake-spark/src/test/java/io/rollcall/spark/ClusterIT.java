package io.rollcall.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.publish.Publication;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.table.LakeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** The job on a cluster of a master and two workers, submitted as the README says. Runs with the profile {@code spark-cluster}. */
@Tag("spark-cluster")
@DisabledForJreRange(min = JRE.JAVA_24, disabledReason = SparkLake.NEEDS_AN_OLDER_JAVA)
class ClusterIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path MODULE = ROOT.resolve("lake-spark");
    private static final LocalDate FIRST = LocalDate.parse("2024-01-01");
    private static final LocalDate LAST = LocalDate.parse("2024-01-08");

    @Test
    void aClusterCountsWhatTheLakehouseCounts(@TempDir Path directory) throws IOException, InterruptedException {
        Path lake = Files.createDirectory(directory.resolve("lake"));
        SparkLake.in(lake, "local[1]").close();
        count(lake, directory);
        try (Lake opened = Lake.open(LakeSettings.in(lake))) {
            List<PublishedDay> published = published(opened);
            assertThat(published).extracting(PublishedDay::dt).contains(FIRST, FIRST.plusDays(1), LAST);
            assertThat(published)
                    .filteredOn(day -> !day.dt().isAfter(LAST))
                    .as("counted on the cluster, published here")
                    .noneMatch(day -> day.countedBy().equals(day.run()));
            compare(
                    opened,
                    published.stream()
                            .filter(day -> day.dt().equals(FIRST))
                            .findFirst()
                            .orElseThrow()
                            .countedBy());
        }
    }

    private static void count(Path lake, Path directory) throws IOException, InterruptedException {
        SparkHome home = SparkHome.in(directory.resolve("spark"), MODULE.resolve("target/jars"));
        try (SparkCluster cluster = new SparkCluster(home, directory)) {
            SubmitCommand submit = SubmitCommand.in(MODULE.resolve("README.md"))
                    .to(cluster.start(2))
                    .onLake(properties(lake, directory))
                    .forDays(FIRST, LAST);
            assertThat(cluster.run(submit.text(), ROOT))
                    .contains(FIRST + ": counted", LAST + ": counted", FIRST.plusDays(2) + ": not counted");
            assertThat(List.of(cluster.jobs(0), cluster.jobs(1)))
                    .as("both workers had their share")
                    .containsOnly(1L);
        }
    }

    /** The module's lake.properties for another lake, on a small machine. */
    private static Path properties(Path lake, Path directory) throws IOException {
        String given = Files.readString(MODULE.resolve("lake.properties"));
        assertThat(given).contains("/data/lake");
        return Files.writeString(
                directory.resolve("lake.properties"), given.replace("/data/lake", lake.toString()) + """

                        spark.driver.host 127.0.0.1
                        spark.executor.memory 512m
                        spark.sql.shuffle.partitions 2
                        spark.ui.enabled false
                        """);
    }

    private static List<PublishedDay> published(Lake lake) {
        Publication run = lake.beginRun(SparkLake.NIGHT);
        List<DueDay> due = run.touched();
        run.count(due);
        return run.publish(due, SparkLake.NIGHT);
    }

    /** Counts the days anew with DuckDB and looks for a difference. */
    private static void compare(Lake lake, String onCluster) {
        List<String> silver = silver(lake);
        Publication again = lake.beginRun(SparkLake.NIGHT.plusSeconds(60));
        again.count(again.asked(dt -> !dt.isBefore(FIRST) && !dt.isAfter(LAST)));
        assertThat(silver).isNotEmpty().isEqualTo(silver(lake));
        assertThat(counts(lake, onCluster)).isNotEmpty().isEqualTo(counts(lake, again.id()));
    }

    private static List<String> silver(Lake lake) {
        return rows(
                lake,
                LakeTable.ENRICHED_APP_EVENTS,
                "SELECT * FROM silver.enriched_app_events WHERE dt <= " + Literal.of(LAST));
    }

    private static List<String> counts(Lake lake, String run) {
        return rows(
                lake,
                LakeTable.PROFILE_DAY_RUN,
                "SELECT * EXCLUDE (run) FROM gold.profile_day_run WHERE run = " + Literal.of(run));
    }

    private static List<String> rows(Lake lake, LakeTable table, String query) {
        try (var session = lake.session().open(table)) {
            return session
                    .query("SELECT CAST(one AS VARCHAR) AS row FROM (" + query + ") AS one", row -> row.text("row"))
                    .stream()
                    .sorted()
                    .toList();
        }
    }
}
