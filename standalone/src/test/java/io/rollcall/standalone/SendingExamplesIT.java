package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.standalone.UnsteadyGateway.Arrival;
import io.rollcall.standalone.UnsteadyGateway.Mood;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of docs/guides/sending-events.md run as they stand there, against a gateway that refuses at first. */
class SendingExamplesIT {
    private static final Path SEGMENT_CLIENT = Path.of("src", "test", "segment-client");
    private static final Path GUIDE = Path.of("..", "docs", "guides", "sending-events.md");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern EVENT_ID = Pattern.compile("\"event_id\": ?\"([^\"]+)\"");
    private static final String KEY = "example-key";

    private static RunningRollcall rollcall;
    private static UnsteadyGateway gateway;

    @TempDir
    Path directory;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        rollcall = RunningRollcall.up(
                data.resolve("data"),
                Map.of(
                        "ROLLCALL_INGEST_KEYS_EXAMPLE_SECRET",
                        KEY,
                        "ROLLCALL_PROFILES_TEXT_KEY",
                        "a-key-of-a-test-0123456789"));
        gateway = new UnsteadyGateway(rollcall.url());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        rollcall.close();
    }

    @ParameterizedTest
    @CsvSource({"sh, example.sh, sh", "js, example.mjs, node", "python, example.py, python3", "java, Send.java, java"})
    void anExampleSendsItsEventUntilItIsTaken(String language, String file, String program) throws Exception {
        assumeTrue(isOnThePath(program), program + " is not on the PATH");
        gateway.is(Mood.FAILING);
        gateway.forgetArrivals();
        Path source = directory.resolve(file);
        Files.writeString(source, example(language));
        Path output = directory.resolve("output.txt");
        Process process = process(program, source, output);
        await().atMost(PATIENCE)
                .failFast(() -> assertThat(process.isAlive())
                        .as(Files.readString(output))
                        .isTrue())
                .until(() -> !gateway.arrivals().isEmpty());
        gateway.is(Mood.WELL);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        JsonNode answer = new ObjectMapper()
                .readTree(Files.readString(output)
                        .lines()
                        .reduce((one, last) -> last)
                        .orElseThrow());
        assertThat(answer.path("accepted").asInt()).isEqualTo(1);
        List<Arrival> arrivals = gateway.arrivals();
        assertThat(arrivals).hasSizeGreaterThan(1);
        assertThat(arrivals.stream().flatMap(SendingExamplesIT::ids).distinct()).hasSize(1);
        assertThat(arrivals.get(1).nanos() - arrivals.get(0).nanos())
                .isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(UnsteadyGateway.RETRY_AFTER_SECONDS));
    }

    /** Those that nothing here can run say the same of what is sent again, how often, and after which pause. */
    @ParameterizedTest
    @ValueSource(strings = {"js", "python", "java", "kotlin", "swift", "brightscript"})
    void everyExampleKeepsTheSameRules(String language) throws Exception {
        assertThat(example(language))
                .contains("sent_at", "v1/events", "Bearer ", "408", "429", "500", "300", "0.5")
                .containsPattern("(?i)retry-after")
                .containsPattern("\\b30(_?000)?\\b")
                .containsPattern("0; attempt < 10|range\\(10\\)|repeat\\(10\\)|0\\.\\.<10|0 to 9");
    }

    /** A client that is there already, as npm has it: of the version and with the digests that stand beside it. */
    @Test
    void aClientOfSegmentsSendsEachMessageOnce() throws Exception {
        assumeTrue(isOnThePath("node") && isOnThePath("npm"), "node and npm are not on the PATH");
        for (String file : List.of("package.json", "package-lock.json", "client.js")) {
            Files.copy(SEGMENT_CLIENT.resolve(file), directory.resolve(file));
        }
        Path output = directory.resolve("output.txt");
        Process installing = new ProcessBuilder(
                        "npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assumeTrue(
                installing.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && installing.exitValue() == 0,
                () -> "npm cannot fetch the client: " + text(output));
        gateway.is(Mood.FAILING);
        gateway.forgetArrivals();

        Process client = process("node", directory.resolve("client.js"), output);
        await().atMost(PATIENCE).until(() -> !gateway.arrivals().isEmpty());
        gateway.is(Mood.WELL);
        assertThat(client.waitFor(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(client.exitValue()).as(text(output)).isZero();
        assertThat(gateway.arrivals()).allMatch(arrival -> arrival.uri().equals("/v1/batch"));
        assertThat(gateway.answers())
                .isNotEmpty()
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(200))
                .allSatisfy(answer -> assertThat(answer.body()).contains("\"success\":true", "\"rejected\":[]"));
        assertThat(gateway.answers().stream()
                        .mapToInt(answer -> json(answer.body()).path("accepted").asInt())
                        .sum())
                .isEqualTo(4);
        JsonNode recent =
                json(rollcall.get("/v1/events/recent?outcome=accepted").body());
        assertThat(recent.findValuesAsText("event_name"))
                .contains("login", "play")
                .containsSubsequence("browse", "browse");
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Process process(String program, Path source, Path output) throws Exception {
        String command = program.equals("java")
                ? Path.of(System.getProperty("java.home"), "bin", "java").toString()
                : program;
        ProcessBuilder builder = new ProcessBuilder(command, source.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("ROLLCALL_URL", gateway.url());
        builder.environment().put("ROLLCALL_KEY", KEY);
        return builder.start();
    }

    /** The one block of the guide that is marked with a language. */
    private static String example(String language) throws Exception {
        Matcher block = Pattern.compile("^```" + language + "\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(GUIDE));
        assertThat(block.find()).as("an example marked " + language).isTrue();
        return block.group(1);
    }

    private static Stream<String> ids(Arrival arrival) {
        return EVENT_ID.matcher(arrival.body()).results().map(found -> found.group(1));
    }

    private static boolean isOnThePath(String program) {
        return program.equals("java")
                || Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }
}
