package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.event.testkit.Today;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application: what survives, what is left behind, and what is refused. */
class UpIT {
    private static final Duration WHOLE_TEST = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private final LocalDate today = Today.lasting(WHOLE_TEST);

    @Test
    void whatWasCountedSurvivesAKillAndTheOrphanedRedisIsNotInTheWay() throws Exception {
        Path data = directory.resolve("data");
        ProcessHandle orphan;
        try (RunningRollcall killed = RunningRollcall.up(data)) {
            killed.post("[" + event(1) + "," + event(2) + "]");
            awaitActive(killed, 2);
            orphan = killed.redis();
            killed.kill();
        }
        assertThat(orphan.isAlive()).isTrue();

        try (RunningRollcall restarted = RunningRollcall.up(data)) {
            assertThat(orphan.isAlive()).isFalse();
            awaitActive(restarted, 2);
            restarted.post(event(3));
            awaitActive(restarted, 3);
            ProcessHandle redis = restarted.redis();
            restarted.stop();
            assertThat(redis.isAlive()).isFalse();
            assertThat(data.resolve("redis").resolve("redis.pid")).doesNotExist();
            assertThat(restarted.said()).contains("stopped");
        }

        try (RunningRollcall again = RunningRollcall.up(data)) {
            awaitActive(again, 3);
        }
    }

    @Test
    void itServesThePagesItPromisesAndRefusesASecondOneOnItsDataOrItsPort() throws Exception {
        Path data = directory.resolve("data");
        try (RunningRollcall running = RunningRollcall.up(data)) {
            assertThat(List.of("/", "/q/openapi", "/q/metrics", "/q/health/live"))
                    .allSatisfy(path ->
                            assertThat(running.get(path).statusCode()).as(path).isEqualTo(200));
            // It was ready when it said that it is up; a machine that builds beside it may hold it up since.
            await().atMost(PATIENCE).until(() -> running.get("/q/health/ready").statusCode() == 200);
            assertThat(running.said())
                    .contains(running.url().replace("127.0.0.1", "localhost"))
                    .as("a first start frightens nobody")
                    .doesNotContain("WARN", "ERROR", "Exception");

            assertThat(RunningRollcall.refusal(data, RunningRollcall.freePort()))
                    .contains("is in use by the running Rollcall")
                    .doesNotContain("Exception");
            assertThat(RunningRollcall.refusal(directory.resolve("other"), running.port()))
                    .contains("port " + running.port() + " cannot be used")
                    .contains("--port")
                    .doesNotContain("Exception:");
        }
    }

    @Test
    void theDemoMovesTheFigures() throws Exception {
        // As many as come to a large service, so that some come within a minute at any hour. DemoHistoryIT has the
        // defaults.
        Map<String, String> many = Map.of("ROLLCALL_DEMO_PROFILES", "500000", "ROLLCALL_DEMO_HISTORY", "false");
        try (RunningRollcall running = RunningRollcall.up(directory.resolve("data"), many, "--demo")) {
            await().atMost(WHOLE_TEST).until(() -> activeToday(running, "*") > 200);
            await().atMost(PATIENCE).until(() -> activeToday(running, "US") > 0);
            assertThat(running.said()).doesNotContain("WARN", "ERROR", "Exception");
        }
    }

    private String event(long profile) {
        return RunningRollcall.play(profile, today);
    }

    private void awaitActive(RunningRollcall running, long expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(active(running, "NZ")).isEqualTo(expected));
    }

    private long active(RunningRollcall running, String region) throws Exception {
        return active(running, "dau?from=" + today + "&to=" + today + "&region=", region);
    }

    /** On the day of the asking, and not on the one on which the test began. */
    private long activeToday(RunningRollcall running, String region) throws Exception {
        return active(running, "dau?region=", region);
    }

    private static long active(RunningRollcall running, String question, String region) throws Exception {
        List<JsonNode> rows = running.rows(question + region);
        return rows.isEmpty() ? 0 : rows.get(0).path("value").asLong();
    }
}
