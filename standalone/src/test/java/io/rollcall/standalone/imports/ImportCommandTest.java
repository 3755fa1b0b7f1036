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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
        assertThat(runs.get(0)).hasSize(4).isEqualTo(runs.get(1));
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
            if (!request.body().startsWith("{\"profile_id\":0,")) {
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
        assertThat(err.toString()).contains("nobody answers at " + gone.url()).contains("./rollcall up");
    }

    /** Patience is for a system that restarts, not for one that is not there. */
    @Test
    void nobodyThereIsSaidWithoutPatience() throws IOException {
        FakeGateway gone = FakeGateway.accepting();
        gone.close();
        RetryPolicy endless = new RetryPolicy(Integer.MAX_VALUE, Duration.ofHours(1), Duration.ofHours(1));
        assertThat(execute(endless, file(1).toString(), "--url", gone.url())).isEqualTo(2);
    }

    @Test
    void aDirectoryAndOtherFormsOfJsonHaveAWayOut() throws IOException {
        String event = "{\"profile_id\":1,\"event_name\":\"play\"}";
        Map<String, String> wayOuts = Map.of(
                "[" + event + "]",
                "jq -c '.[]'",
                "[\n" + event + "\n]",
                "jq -c '.[]'",
                "{\"sent_at\":1,\"events\":[" + event + "]}",
                "jq -c '.events[]'",
                "{\n  \"profile_id\": 1\n}",
                "jq -c '.'");
        try (FakeGateway gateway = FakeGateway.accepting()) {
            for (Map.Entry<String, String> wayOut : wayOuts.entrySet()) {
                Path file = Files.writeString(directory.resolve("other.json"), wayOut.getKey());
                assertThat(run(gateway, file)).isEqualTo(2);
                assertThat(err.toString()).contains(wayOut.getValue() + " " + file + " | ./rollcall import -");
                assertThat(rejectedFile(file)).doesNotExist();
            }
            assertThat(run(gateway, directory)).isEqualTo(2);
            assertThat(err.toString()).contains("is a directory").contains("for each in");
            assertThat(gateway.requests()).isEmpty();
        }
    }

    @Test
    void theReasonsOfRejectedLinesAreSummedUpWithTheirWayOut() throws IOException {
        Path file = file(3);
        try (FakeGateway gateway = new FakeGateway(
                request -> Reply.of(
                        400,
                        request.body().contains("\"profile_id\":1,")
                                ? "{\"accepted\":0,\"rejected\":[{\"index\":0,\"reason\":\"invalid_field\","
                                        + "\"detail\":\"event_time looks_like_seconds: send milliseconds\"}]}"
                                : "{\"accepted\":0,\"rejected\":[{\"index\":0,\"reason\":\"event_too_old\",\"detail\":\"of 1995\"}]}"))) {
            assertThat(run(gateway, file)).isEqualTo(1);
        }
        assertThat(out.toString().lines().skip(1))
                .containsExactly(
                        "Why lines were rejected:",
                        "  2 x event_too_old, first in line 1: of 1995",
                        "    Old events: ./rollcall import --backfill " + file,
                        "  1 x invalid_field, first in line 2: event_time looks_like_seconds: send milliseconds",
                        "    Times in seconds: jq -c '.event_time *= 1000' " + file + " | ./rollcall import -",
                        "The rejected lines and their reasons: " + rejectedFile(file));
    }

    /** Of each profile every request is answered before its next one begins, however often it is sent again. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20_261_128})
    void theEventsOfAProfileArriveInTheOrderOfTheFileAlsoThroughRetries(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> lines = IntStream.range(0, 8_000)
                .mapToObj(line -> "{\"profile_id\":" + (random.nextInt(5) == 0 ? "\"7\"" : random.nextInt(50))
                        + ",\"event_id\":\"" + line + "\"}")
                .toList();
        Path file = Files.write(directory.resolve("ordered.ndjson"), lines);
        Map<String, List<String>> arrived = new ConcurrentHashMap<>();
        AtomicInteger requests = new AtomicInteger();
        try (FakeGateway gateway = new FakeGateway(request -> {
            if (requests.incrementAndGet() % 3 != 0) {
                return Reply.of(503, "");
            }
            request.body()
                    .lines()
                    .forEach(line -> arrived.computeIfAbsent(profile(line), key -> new CopyOnWriteArrayList<>())
                            .add(line));
            return FakeGateway.accepted(request.lines());
        })) {
            RetryPolicy patience = new RetryPolicy(1_000, Duration.ofMillis(1), Duration.ofMillis(1));
            assertThat(execute(patience, file.toString(), "--url", gateway.url()))
                    .isZero();
        }
        assertThat(arrived)
                .as("seed %d", seed)
                .isEqualTo(lines.stream().collect(Collectors.groupingBy(ImportCommandTest::profile)));
    }

    private static String profile(String line) {
        return line.substring(line.indexOf(':') + 1, line.indexOf(',')).replace("\"", "");
    }

    @Test
    void aFileThatHasGrownOrWasCorrectedKeepsTheIdsOfItsOtherLines() throws IOException {
        String first = "{\"profile_id\":1701,\"event_name\":\"app_start\"}";
        String wrong = "{\"profile_id\":1701,\"event_name\":\"paly\"}";
        String equal = "{\"profile_id\":1702,\"event_name\":\"play\"}";
        List<String> before = idsOf(first, wrong, equal, equal);
        List<String> after = idsOf(first + "\r", wrong.replace("paly", "play"), equal, equal, equal, first);
        assertThat(new HashSet<>(before)).as("equal events stay apart").hasSize(4);
        assertThat(after)
                .hasSize(6)
                .doesNotHaveDuplicates()
                .containsAll(List.of(before.get(0), before.get(2), before.get(3)));
        assertThat(after).doesNotContain(before.get(1));
    }

    @Test
    void anIdThatIsThereStaysAndANullIsReplaced() throws IOException {
        try (FakeGateway gateway = FakeGateway.accepting()) {
            Path file = Files.writeString(directory.resolve("ids.ndjson"), """
                     {"profile_id":1, "event_id": null, "x":{"event_id":1}}
                    {"event_id":"mine","profile_id":1}
                    {}
                    {"profile_id":1,
                    """);
            assertThat(run(gateway, file)).isZero();
            assertThat(gateway.requests().stream()
                            .flatMap(request -> request.body().lines()))
                    .anyMatch(line -> line.matches(
                            " \\{\"profile_id\":1, \"event_id\": \"[0-9a-f]{32}-0\", \"x\":\\{\"event_id\":1}}"))
                    .contains("{\"event_id\":\"mine\",\"profile_id\":1}", "{}", "{\"profile_id\":1,");
        }
    }

    private List<String> idsOf(String... lines) throws IOException {
        try (FakeGateway gateway = FakeGateway.accepting()) {
            Path file = Files.write(directory.resolve("growing.ndjson"), List.of(lines));
            assertThat(run(gateway, file)).isZero();
            // All lines of a profile are in one lane; the lines of the file are told by what is left without the id.
            Map<String, Deque<String>> ids = new HashMap<>();
            gateway.requests().stream()
                    .flatMap(request -> request.body().lines())
                    .forEach(line -> {
                        String id = line.substring("{\"event_id\":\"".length(), line.indexOf("\","));
                        ids.computeIfAbsent(line.replace("\"event_id\":\"" + id + "\",", ""), key -> new ArrayDeque<>())
                                .add(id);
                    });
            return Stream.of(lines)
                    .map(line ->
                            ids.getOrDefault(line.strip(), new ArrayDeque<>()).remove())
                    .toList();
        }
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
                        .mapToObj(line -> "{\"profile_id\":" + line + ",\"event_id\":\"" + line + "\"}\n")
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
