package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged application as a process of its own. */
public final class RunningRollcall implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final long STOP_SECONDS = 60;
    private static final int SIGTERM_EXIT_CODE = 143;
    private static final int ACCEPTED = 202;
    private static final int ASKS_FOR_NATIVE_ACCESS = 24;
    private static final String EVENTS = "/v1/events";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Path data;
    private final Process process;
    private final Path output;
    private final int port;

    private RunningRollcall(Path data, Process process, Path output, int port) {
        this.data = data;
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /** Runs {@code up} on a data directory and a free port, and returns when it says that it is up. */
    public static RunningRollcall up(Path data, String... more) throws IOException {
        return up(data, Map.of(), more);
    }

    /** The same in a process that may have so many files and connections, Redis included. */
    static RunningRollcall upWithin(int descriptors, Path data) throws IOException {
        return up(List.of("bash", "-c", "ulimit -n " + descriptors + " && exec \"$0\" \"$@\""), data, Map.of());
    }

    /** The same, with an environment. */
    static RunningRollcall up(Path data, Map<String, String> environment, String... more) throws IOException {
        return up(List.of(), data, environment, more);
    }

    private static RunningRollcall up(List<String> before, Path data, Map<String, String> environment, String... more)
            throws IOException {
        int port = freePort();
        List<String> arguments =
                new ArrayList<>(List.of("up", "--port", Integer.toString(port), "--data", data.toString()));
        arguments.addAll(List.of(more));
        RunningRollcall running = start(before, data, port, arguments, environment);
        await().atMost(START)
                .failFast(() ->
                        assertThat(running.process.isAlive()).as(running.said()).isTrue())
                .until(() -> running.said().contains("Rollcall is up"));
        return running;
    }

    /** Runs {@code up} where it cannot start, and returns what it says once it has ended. */
    static String refusal(Path data, int port) throws Exception {
        return refusal(data, port, Map.of());
    }

    /** The same, with an environment. */
    static String refusal(Path data, int port, Map<String, String> environment) throws Exception {
        RunningRollcall refused = start(
                List.of(),
                data,
                port,
                List.of("up", "--port", Integer.toString(port), "--data", data.toString()),
                environment);
        assertThat(refused.process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(refused.process.exitValue()).isEqualTo(1);
        return refused.said();
    }

    private static RunningRollcall start(
            List<String> before, Path data, int port, List<String> arguments, Map<String, String> environment)
            throws IOException {
        Path output = Files.createTempFile(data.getParent(), "output", ".txt");
        List<String> command = new ArrayList<>(before);
        command.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx384m"));
        if (Runtime.version().feature() >= ASKS_FOR_NATIVE_ACCESS) { // as the script does
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of(
                "-jar", Path.of("target", "quarkus-app", "quarkus-run.jar").toString()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new RunningRollcall(data, builder.start(), output, port);
    }

    static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    /** A play of a minute in NZ, at the beginning of a day. */
    static String play(long profile, LocalDate dt) {
        return "{\"profile_id\":" + profile + ",\"event_name\":\"play\",\"event_time\":\"" + dt
                + "T00:00:00Z\",\"region\":\"NZ\",\"duration_sec\":60}";
    }

    long pid() {
        return process.pid();
    }

    /** The Redis that it started. */
    ProcessHandle redis() throws IOException {
        String pid =
                Files.readString(data.resolve("redis").resolve("redis.pid")).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What it printed so far. */
    public String said() throws IOException {
        return Files.readString(output);
    }

    /** Posts a JSON body, and expects it to be taken. */
    void post(String body) throws Exception {
        HttpResponse<String> answer = send(EVENTS, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(ACCEPTED);
    }

    /** Asks for a run over these days, and expects it to begin. */
    void reconcile(LocalDate from, LocalDate to) throws Exception {
        HttpResponse<String> answer =
                send("/v1/reconciliations", "{\"from\": \"%s\", \"to\": \"%s\"}".formatted(from, to));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(ACCEPTED);
    }

    /** Posts a JSON body, and returns the status of the answer. */
    int status(String body) throws Exception {
        return send(EVENTS, body).statusCode();
    }

    /** Posts a JSON body, and says whether it was acknowledged: by a refusal or a broken connection it was not. */
    boolean takes(String body) throws InterruptedException {
        try {
            return send(EVENTS, body).statusCode() == ACCEPTED;
        } catch (IOException gone) {
            return false;
        }
    }

    private HttpResponse<String> send(String path, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Of a process that is about to end by itself. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    public HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> delete(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url() + path)).DELETE().build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The rows of a metric's answer. */
    List<JsonNode> rows(String question) throws Exception {
        HttpResponse<String> answer = get("/v1/metrics/" + question);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<JsonNode> rows = new ArrayList<>();
        json.readTree(answer.body()).path("rows").forEach(rows::add);
        return rows;
    }

    /** Kills it with SIGKILL: it cannot stop anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends SIGTERM, and expects an orderly end. */
    void stop() throws InterruptedException {
        terminate();
        assertThat(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(SIGTERM_EXIT_CODE);
    }

    /** Makes sure that a failed test leaves no process. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
