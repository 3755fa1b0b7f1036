package io.rollcall.standalone.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.standalone.FakeGateway;
import io.rollcall.standalone.FakeGateway.Reply;
import io.rollcall.standalone.FakeGateway.Request;
import io.rollcall.standalone.client.RetryPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the import makes of answers that a healthy gateway gives rarely. */
class ImportCommandTest {
    private static final RetryPolicy HASTY = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(5));

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aBusyGatewayIsAskedAgainAndEveryLineArrivesOnce() throws IOException {
        Path file = file(1_300);
        try (FakeGateway gateway = FakeGateway.accepting()
                .saying(new Reply(503, "1", ""), new Reply(429, "0", ""), Reply.of(502, "<html>"))) {
            assertThat(run(gateway, file)).isZero();
            List<Request> judged =
                    gateway.requests().subList(3, gateway.requests().size());
            assertThat(judged.stream().flatMap(request -> request.body().lines()))
                    .containsExactlyInAnyOrderElementsOf(Files.readAllLines(file));
        }
        assertThat(out.toString()).contains("1,300 accepted, 0 rejected");
        assertThat(rejectedFile(file)).doesNotExist();
    }

    @Test
    void requestsAreTheSameOnEveryRun() throws IOException {
        Path file = file(1_300);
        List<List<String>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (FakeGateway gateway = FakeGateway.accepting()) {
                run(gateway, file, "--rate", "100000");
                runs.add(gateway.requests().stream().map(Request::body).sorted().toList());
            }
        }
        assertThat(runs.get(0)).hasSize(3).isEqualTo(runs.get(1));
    }

    @Test
    void patienceEndsWhenNothingGetsThrough() throws IOException {
        try (FakeGateway gateway = new FakeGateway(request -> Reply.of(503, "{\"detail\":\"no broker\"}"))) {
            assertThat(run(gateway, file(1))).isEqualTo(2);
            assertThat(gateway.requests()).hasSize(HASTY.attempts());
        }
        assertThat(err.toString()).contains("no broker").contains("Run the same command again");
    }

    /** The first batch is refused more often than patience lasts, and before each time another one gets through. */
    @Test
    void patienceLastsAsLongAsOthersGetThrough() throws IOException {
        int refusals = HASTY.attempts() * 2;
        Path file = file(Batch.MAX_LINES * (refusals + 1));
        RetryPolicy patience = new RetryPolicy(HASTY.attempts(), Duration.ofMillis(300), Duration.ofMillis(300));
        AtomicInteger attempts = new AtomicInteger();
        Semaphore others = new Semaphore(0);
        try (FakeGateway gateway = new FakeGateway(request -> {
            if (!request.body().startsWith("{\"profile_id\":0}")) {
                others.acquireUninterruptibly();
                return FakeGateway.accepted(request.lines());
            }
            others.release();
            return attempts.incrementAndGet() <= refusals ? Reply.of(429, "") : FakeGateway.accepted(request.lines());
        })) {
            assertThat(execute(patience, file.toString(), "--url", gateway.url()))
                    .isZero();
        }
        assertThat(attempts).hasValue(refusals + 1);
    }

    @Test
    void nobodyThereIsExitCodeTwo() throws IOException {
        FakeGateway gone = FakeGateway.accepting();
        gone.close();
        assertThat(run(gone, file(1))).isEqualTo(2);
        assertThat(err.toString()).contains("nobody answers at " + gone.url());
    }

    @Test
    void aMissingKeyStopsTheImportAtOnce() throws IOException {
        try (FakeGateway gateway = new FakeGateway(request -> Reply.of(401, "{\"detail\":\"a key is needed\"}"))) {
            assertThat(run(gateway, file(50_000))).isEqualTo(2);
            assertThat(gateway.requests()).hasSizeLessThan(10);
        }
        assertThat(err.toString()).contains("a key is needed");
    }

    @Test
    void aBatchThatCannotBeParsedIsRejectedLineByLine() throws IOException {
        Path file = file(2);
        try (FakeGateway gateway =
                new FakeGateway(request -> Reply.of(400, "{\"code\":\"malformed_json\",\"detail\":\"no JSON\"}"))) {
            assertThat(run(gateway, file)).isEqualTo(1);
        }
        assertThat(rejected(file))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.path("reason").asText()).isEqualTo("malformed_json"));
    }

    @Test
    void aLineThatIsTooLongIsRejectedWithoutBeingSent() throws IOException {
        Path file = Files.writeString(directory.resolve("long.ndjson"), "{}\n" + "z".repeat(Line.MAX_BYTES + 1) + "\n");
        try (FakeGateway gateway = FakeGateway.accepting()) {
            assertThat(run(gateway, file)).isEqualTo(1);
            assertThat(gateway.requests()).extracting(Request::body).containsExactly("{}\n");
        }
        assertThat(rejected(file).get(0).path("reason").asText()).isEqualTo("event_too_large");
        assertThat(rejected(file).get(0).path("line_number").asInt()).isEqualTo(2);
    }

    @Test
    void anAnswerThatIsNotAboutTheBatchStopsTheImport() throws IOException {
        try (FakeGateway gateway = new FakeGateway(request -> FakeGateway.accepted(7))) {
            assertThat(run(gateway, file(2))).isEqualTo(2);
        }
        assertThat(err.toString()).contains("is this a Rollcall?");
    }

    @Test
    void theRejectedLinesOfAnEarlierRunAreGone() throws IOException {
        Path file = file(1);
        Files.writeString(rejectedFile(file), "{}");
        try (FakeGateway gateway = FakeGateway.accepting()) {
            assertThat(run(gateway, file)).isZero();
        }
        assertThat(rejectedFile(file)).doesNotExist();
    }

    @Test
    void wrongUsageIsExitCodeTwoWithAWordOnWhatIsWrong() throws IOException {
        assertThat(execute("no-such-file.ndjson")).isEqualTo(2);
        assertThat(execute(file(1).toString(), "--url", "localhost:8080")).isEqualTo(2);
        assertThat(execute(file(1).toString(), "--rate", "-1")).isEqualTo(2);
        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString())
                .contains("cannot read no-such-file.ndjson")
                .contains("is not a URL")
                .contains("--rate")
                .contains("Missing required parameter");
    }

    private Path file(int lines) throws IOException {
        return Files.writeString(
                directory.resolve("events.ndjson"),
                IntStream.range(0, lines)
                        .mapToObj(line -> "{\"profile_id\":" + line + "}\n")
                        .collect(Collectors.joining()));
    }

    private int run(FakeGateway gateway, Path file, String... more) {
        List<String> arguments = new ArrayList<>(List.of(file.toString(), "--url", gateway.url()));
        arguments.addAll(List.of(more));
        return execute(arguments.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        return execute(HASTY, arguments);
    }

    private int execute(RetryPolicy patience, String... arguments) {
        return new CommandLine(new ImportCommand(patience))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private static Path rejectedFile(Path file) {
        return Path.of(file + ".rejected.ndjson");
    }

    private static List<JsonNode> rejected(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(rejectedFile(file))) {
            lines.add(json.readTree(line));
        }
        return lines;
    }
}
