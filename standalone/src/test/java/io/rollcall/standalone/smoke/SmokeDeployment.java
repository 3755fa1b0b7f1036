package io.rollcall.standalone.smoke;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.embedded.EmbeddedRedis;
import io.rollcall.standalone.faults.Deployment;
import io.rollcall.standalone.faults.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A real broker and a real Redis, the gateway and query-api on the JVM, and beside them the worker that is tried. */
final class SmokeDeployment implements AutoCloseable {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final int LAST_LINES = 40;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Path dir;
    private final EmbeddedRedis redis;
    private final EmbeddedKafka kafka;
    private final int gatewayPort = Deployment.freePort();
    private final int queryPort = Deployment.freePort();
    private final List<ServerProcess> processes = new ArrayList<>();

    SmokeDeployment(Path dir) {
        this.dir = dir;
        redis = EmbeddedRedis.start(dir.resolve("redis"));
        kafka = EmbeddedKafka.start(dir.resolve("kafka"));
        startService("ingest-gateway", gatewayPort);
        startService("query-api", queryPort);
        awaitReady("the gateway", gatewayPort);
    }

    private void startService(String module, int port) {
        processes.add(
                ServerProcess.java(dir.resolve(module + ".log"), settings(port), "-jar", Deployment.service(module)));
    }

    private Map<String, String> settings(int port) {
        return new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "ROLLCALL_REDIS_HOSTS", redis.url(),
                "ROLLCALL_LAKE_DIRECTORY", dir.resolve("lake").toString(),
                "QUARKUS_HTTP_PORT", Integer.toString(port)));
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** A worker that has begun to start, with a log of its own. */
    Worker start(WorkerCommand command, String log) {
        int port = Deployment.freePort();
        Path file = dir.resolve(log);
        ServerProcess process = ServerProcess.start(ROOT, file, settings(port), command.words());
        processes.add(process);
        return new Worker(process, port, file);
    }

    /** The end of every log, for whoever looks into a failure: the directory is gone by then. */
    String lastWords() throws IOException {
        StringBuilder words = new StringBuilder();
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(dir, "*.log")) {
            for (Path log : logs) {
                List<String> lines = Files.readAllLines(log);
                words.append("---- ").append(log.getFileName()).append('\n');
                words.append(String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())));
                words.append('\n');
            }
        }
        return words.toString();
    }

    /** The worker that is tried, seen from outside. */
    final class Worker {
        private final ServerProcess process;
        private final int port;
        private final Path log;

        private Worker(ServerProcess process, int port, Path log) {
            this.process = process;
            this.port = port;
            this.log = log;
        }

        ServerProcess process() {
            return process;
        }

        String said() throws IOException {
            return Files.readString(log);
        }

        /** Until its partitions are assigned, each of them reads, and nothing else keeps it from being ready. */
        void awaitReading() {
            await("the worker reads").atMost(Deployment.PATIENCE).until(() -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the worker ended while it was starting:\n" + said());
                }
                return isReading();
            });
            awaitReady("the worker", port);
        }

        private boolean isReading() throws InterruptedException {
            try {
                return get(port, "/q/health/ready").body().contains("applied to");
            } catch (IOException notYet) {
                return false;
            }
        }

        String metrics() throws IOException, InterruptedException {
            return get(port, "/q/metrics").body();
        }

        /** The sum over a metric's labels; empty when it is not there. */
        OptionalLong metric(String name) throws IOException, InterruptedException {
            List<String> lines = metrics()
                    .lines()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .toList();
            return lines.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Math.round(lines.stream()
                            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                            .sum()));
        }
    }

    void awaitQueries() {
        awaitReady("query-api", queryPort);
    }

    private void awaitReady(String what, int port) {
        await(what)
                .atMost(Deployment.PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> get(port, "/q/health/ready").statusCode() == 200);
    }

    HttpResponse<String> post(String lines) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(gatewayPort, "/v1/events"))
                        .header("Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofString(lines))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The rows that a metric answers. */
    JsonNode rows(String question) throws IOException, InterruptedException {
        return json.readTree(get(queryPort, "/v1/metrics/" + question).body()).path("rows");
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(port, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        processes.forEach(ServerProcess::kill);
        kafka.close();
        redis.close();
    }
}
