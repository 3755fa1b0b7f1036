package io.rollcall.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.event.testkit.Today;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application from its front door to the lake and back: a day is reconciled, restored, and forgets a profile. */
class LakehouseIT {
    private static final Duration WHOLE_TEST = Duration.ofMinutes(6);

    /** The open day is counted again after a pause of some seven times what the last count took, which a busy machine makes long. */
    private static final Duration NEXT_COUNT = Duration.ofMinutes(3);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String REGION = "NZ";

    /** Unlike anything that stands in a file for another reason. */
    private static final long ERASED = 7_777_777_777L;

    private static final long KEPT = 8_888_888_888L;

    @TempDir
    Path directory;

    private final ObjectMapper json = new ObjectMapper();
    private final LocalDate today = Today.lasting(WHOLE_TEST);
    private final LocalDate yesterday = today.minusDays(1);

    /** In every window of this month, and long past the days that the live counters take. */
    private final LocalDate old = today.minusDays(20);

    @Test
    void aDayIsReconciledRestoredAndForgetsAProfile() throws Exception {
        Path data = directory.resolve("data");
        try (RunningRollcall running = RunningRollcall.up(data)) {
            happened(running);
            reconciledDaysComeFromTheLakeAndEveryDifferenceIsExplained(running);
            whatIsPublishedComesBackToTheLiveWindowsByItself(running);
            onlyDaysThatAreNotLiveAreRestored(running);
            theProfileIsNowhere(running, data.resolve("lake"));
            whatIsSentAgainOfItChangesNothing(running, data.resolve("lake"));
        }
    }

    /** Four people yesterday, one of whose events is sent twice; and one of long ago, of whom only the lake hears. */
    private void happened(RunningRollcall running) throws Exception {
        running.post("[" + play(KEPT, yesterday, "a") + "," + play(2, yesterday, "b") + "," + play(3, yesterday, "c")
                + "," + play(ERASED, yesterday, "d") + "]");
        running.post("[" + play(2, yesterday, "b") + "]");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(metric(running, "rollcall_rollup_duplicates_total"))
                        .isEqualTo(1));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(dau(running, yesterday)).containsExactly("4 live"));
        assertThat(mauToday(running)).containsExactly("4 live");
        Path backfill = Files.writeString(directory.resolve("old.ndjson"), play(5, old, "e") + "\n");
        assertThat(Rollcall.execute("import", backfill.toString(), "--backfill", "--url", running.url()))
                .isZero();
    }

    private void reconciledDaysComeFromTheLakeAndEveryDifferenceIsExplained(RunningRollcall running) throws Exception {
        assertThat(Rollcall.execute("reconcile", "--url", running.url())).isZero();

        assertThat(dau(running, yesterday)).containsExactly("4 provisional");
        assertThat(dau(running, old)).containsExactly("1 final");
        assertThat(report(running, yesterday, "dau")).isEqualTo("live 4 exact 4 late 0 unexplained 0");
        assertThat(report(running, yesterday, "events")).isEqualTo("live 4 exact 4 late 0 unexplained 0");
        assertThat(report(running, yesterday, "mau")).isEqualTo("live 4 exact 5 late 1 unexplained 0");
        assertThat(report(running, old, "dau")).isEqualTo("live null exact 1 late null unexplained null");
    }

    /** By the next count of today at the latest, although the window's part that is over is kept for whoever asks next. */
    private void whatIsPublishedComesBackToTheLiveWindowsByItself(RunningRollcall running) {
        await().atMost(NEXT_COUNT)
                .untilAsserted(() -> assertThat(mauToday(running)).containsExactly("5 live"));
    }

    private List<String> mauToday(RunningRollcall running) throws Exception {
        return running.rows("mau?from=" + today + "&to=" + today).stream()
                .map(row ->
                        row.path("value").asLong() + " " + row.path("status").asText())
                .toList();
    }

    private void onlyDaysThatAreNotLiveAreRestored(RunningRollcall running) throws Exception {
        Command refused = Command.run("rebuild-live", "--dt", yesterday.toString(), "--url", running.url());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.said()).contains("Not rebuilt: ", yesterday + " is still live", "days before ");

        Command restored = Command.run("rebuild-live", "--dt", old.toString(), "--url", running.url());
        assertThat(restored.exitCode()).as(restored.said()).isZero();
        assertThat(restored.said()).contains("Restored: " + old);
        JsonNode status = json.readTree(running.get("/v1/live/rebuilds/status").body());
        assertThat(status.path("state").asText()).isEqualTo("done");
        assertThat(mauToday(running)).containsExactly("5 live");
    }

    private void theProfileIsNowhere(RunningRollcall running, Path lake) throws Exception {
        assertThat(engagement(running, ERASED)).hasSize(1);
        assertThat(filesWith(ERASED, lake)).isNotEmpty();

        HttpResponse<String> answer = running.delete("/v1/profiles/" + ERASED);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json.readTree(answer.body()).path("profile_id").asLong()).isEqualTo(ERASED);
        assertThat(engagement(running, ERASED)).isEmpty();
        assertThat(engagement(running, KEPT)).hasSize(1);
        assertThat(filesWith(ERASED, lake)).isEmpty();
        assertThat(filesWith(KEPT, lake)).isNotEmpty();
    }

    private void whatIsSentAgainOfItChangesNothing(RunningRollcall running, Path lake) throws Exception {
        running.post("[" + play(ERASED, yesterday, "d") + "," + play(ERASED, today, "f") + "]");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(metric(running, "rollcall_rollup_erased_total")).isEqualTo(2);
            assertThat(metric(running, "rollcall_archive_erased_total")).isEqualTo(2);
        });

        assertThat(Rollcall.execute("reconcile", "--dt", yesterday.toString(), "--url", running.url()))
                .isZero();
        assertThat(dau(running, yesterday)).containsExactly("3 provisional");
        assertThat(dau(running, today)).isEmpty();
        assertThat(engagement(running, ERASED)).isEmpty();
        assertThat(filesWith(ERASED, lake)).isEmpty();
        assertThat(report(running, yesterday, "dau"))
                .as(
                        "the live figure was read while the profile was there: nobody can say any more what made the difference")
                .isEqualTo("live 4 exact 3 late null unexplained null");
    }

    private static String play(long profile, LocalDate dt, String eventId) {
        return "{\"profile_id\":" + profile + ",\"event_name\":\"play\",\"event_time\":\"" + dt
                + "T00:00:00Z\",\"region\":\"" + REGION + "\",\"duration_sec\":60,\"event_id\":\"" + eventId + "\"}";
    }

    private static List<String> dau(RunningRollcall running, LocalDate dt) throws Exception {
        return running.rows("dau?from=" + dt + "&to=" + dt + "&region=" + REGION).stream()
                .map(row ->
                        row.path("value").asLong() + " " + row.path("status").asText())
                .toList();
    }

    private List<JsonNode> engagement(RunningRollcall running, long profile) throws Exception {
        return rows(running.get("/v1/profiles/" + profile + "/engagement?from=" + old + "&to=" + today));
    }

    private String report(RunningRollcall running, LocalDate dt, String measure) throws Exception {
        List<String> found = rows(running.get("/v1/reconciliations?from=" + dt + "&to=" + dt)).stream()
                .filter(row -> row.path("region").asText().equals(REGION)
                        && row.path("measure").asText().equals(measure))
                .map(row -> "live " + row.path("live") + " exact " + row.path("exact") + " late " + row.path("late")
                        + " unexplained " + row.path("unexplained"))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<JsonNode> rows(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<JsonNode> rows = new ArrayList<>();
        json.readTree(answer.body()).path("rows").forEach(rows::add);
        return rows;
    }

    private static long metric(RunningRollcall running, String name) throws Exception {
        return running.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToLong(line -> Math.round(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))))
                .sum();
    }

    /** The Parquet files below a directory that hold a profile, asked of each file itself and not of the tables. */
    private static List<Path> filesWith(long profile, Path lake) throws IOException, SQLException {
        List<Path> holding = new ArrayList<>();
        try (Stream<Path> found = Files.walk(lake);
                Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement()) {
            for (Path file :
                    found.filter(one -> one.toString().endsWith(".parquet")).toList()) {
                String rows = "FROM read_parquet('" + file + "') AS row WHERE CAST(row AS VARCHAR) LIKE '%" + profile;
                if (isAny(statement, "SELECT COUNT(*) " + rows + "%'")) {
                    holding.add(file);
                }
            }
        }
        return holding;
    }

    private static boolean isAny(Statement statement, String count) throws SQLException {
        try (ResultSet row = statement.executeQuery(count)) {
            return row.next() && row.getLong(1) > 0;
        }
    }

    /** A command that has ended, and all that it wrote. */
    private record Command(int exitCode, String said) {
        static Command run(String... arguments) {
            PrintStream out = System.out;
            PrintStream err = System.err;
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            try (PrintStream both = new PrintStream(said, true, UTF_8)) {
                System.setOut(both);
                System.setErr(both);
                return new Command(Rollcall.execute(arguments), said.toString(UTF_8));
            } finally {
                System.setOut(out);
                System.setErr(err);
            }
        }
    }
}
