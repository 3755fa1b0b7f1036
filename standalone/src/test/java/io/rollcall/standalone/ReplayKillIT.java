package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.event.testkit.Today;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./rollcall replay} while first the system and then the command itself is killed in the middle of it. */
class ReplayKillIT {
    private static final int REQUESTS = 80;
    private static final int EVENTS_EACH = 1_000;
    private static final int ALL = REQUESTS * EVENTS_EACH;
    private static final String NAME = "quiz_answered";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory = Path.of("");

    @Test
    void whatIsReplayedIsCountedOnceHoweverOftenTheReplayIsKilled() throws Exception {
        LocalDate today = Today.lasting(Duration.ofMinutes(5));
        Path data = directory.resolve("data");
        try (RunningRollcall before = RunningRollcall.up(data)) {
            for (int request = 0; request < REQUESTS; request++) {
                assertThat(before.status(events(request)))
                        .as("the catalogue does not have %s", NAME)
                        .isEqualTo(400);
            }
            before.stop();
        }
        Path catalogue = Files.writeString(directory.resolve("events.yaml"), "events: {" + NAME + ": {active: true}}");
        Map<String, String> mended = Map.of("ROLLCALL_CATALOGUE_FILE", catalogue.toString());
        try (RunningRollcall killed = RunningRollcall.up(data, mended)) {
            Replay broken = new Replay(killed.url());
            broken.awaitAPart();
            killed.kill();
            assertThat(broken.exitCode()).as(broken.said()).isEqualTo(1);
        }
        try (RunningRollcall after = RunningRollcall.up(data, mended)) {
            Replay cutShort = new Replay(after.url());
            cutShort.awaitAPart();
            cutShort.kill();

            Replay whole = wholeOne(after.url());
            assertThat(whole.said()).contains("accepted by an earlier replay").doesNotContain("rejected still");
            requireCountedOnce(after, today);

            Replay again = wholeOne(after.url());
            assertThat(again.said())
                    .contains("0 accepted\n")
                    .contains(String.format("%,d accepted by an earlier replay", ALL));
            requireCountedOnce(after, today);
        }
    }

    /** Asked again while what was asked before is not over: the system hears that nobody waits for it with its next piece. */
    private Replay wholeOne(String url) {
        return await().atMost(PATIENCE).until(() -> new Replay(url), replay -> replay.exitCode() == 0);
    }

    private static void requireCountedOnce(RunningRollcall rollcall, LocalDate today) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<JsonNode> rows = rollcall.rows("engagement?group_by=none&from=" + today + "&to=" + today);
            assertThat(rows).hasSize(1);
            assertThat(rows.get(0).path("events").asLong()).isEqualTo(ALL);
            assertThat(rows.get(0).path("active_profiles").asLong()).isEqualTo(ALL);
        });
    }

    /** Each of a profile of its own. */
    private static String events(int request) {
        Instant now = Instant.now();
        return LongStream.range(0, EVENTS_EACH)
                .mapToObj(event -> "{\"profile_id\":" + (1 + (long) request * EVENTS_EACH + event)
                        + ",\"event_name\":\"" + NAME + "\",\"event_time\":\"" + now + "\",\"region\":\"NZ\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** The command as a process of its own. */
    private final class Replay {
        private final Path output;
        private final Process process;

        Replay(String url) throws IOException {
            output = Files.createTempFile(directory, "replay", ".txt");
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-jar",
                            Path.of("target", "quarkus-app", "quarkus-run.jar").toString(),
                            "replay",
                            "--reason",
                            "unknown_event_name",
                            "--url",
                            url)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        }

        String said() throws IOException {
            return Files.readString(output);
        }

        /** Some pieces are in, and it has not come to its end. */
        void awaitAPart() {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> said().contains("Judged so far"));
            assertThat(process.isAlive()).isTrue();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        /** Once it has ended. */
        int exitCode() {
            return process.onExit().join().exitValue();
        }
    }
}
