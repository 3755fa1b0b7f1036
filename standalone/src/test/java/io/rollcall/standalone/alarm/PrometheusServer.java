package io.rollcall.standalone.alarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.standalone.faults.Deployment;
import io.rollcall.standalone.faults.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A real Prometheus with the example configuration and the rules, both {@link #HASTE} times faster than in production: it scrapes
 * every second, and every duration of the rules, the two minutes of lag included, is as much shorter.
 */
final class PrometheusServer implements AutoCloseable {
    static final int HASTE = 15;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ServerProcess process;
    private final int port;

    private PrometheusServer(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one that scrapes.
     *
     * @param targets by job, as {@code host:port}; the example's other jobs are left out
     */
    static PrometheusServer start(Path program, Path dir, Map<String, String> targets) throws IOException {
        Files.writeString(dir.resolve("rules.yml"), HastyRules.of(Files.readString(Alert.RULES), HASTE));
        Files.writeString(dir.resolve("prometheus.yml"), configuration(targets));
        int port = Deployment.freePort();
        ServerProcess process = ServerProcess.start(
                dir.resolve("prometheus.log"),
                Map.of(),
                List.of(
                        program.toString(),
                        "--config.file=" + dir.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + dir.resolve("prometheus"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn"));
        return new PrometheusServer(process, port);
    }

    /** JSON is YAML. */
    private static String configuration(Map<String, String> targets) throws IOException {
        ObjectNode example = (ObjectNode) Alert.yaml(Alert.DIRECTORY.resolve("prometheus.yml"));
        example.withObject("/global")
                .put("scrape_interval", "1s")
                .put("scrape_timeout", "1s")
                .put("evaluation_interval", "1s");
        ArrayNode jobs = example.putArray("scrape_configs");
        Alert.elements(Alert.yaml(Alert.DIRECTORY.resolve("prometheus.yml")).path("scrape_configs"))
                .filter(job -> targets.containsKey(job.path("job_name").asText()))
                .map(ObjectNode.class::cast)
                .forEach(job -> {
                    job.putArray("static_configs")
                            .addObject()
                            .putArray("targets")
                            .add(targets.get(job.path("job_name").asText()));
                    jobs.add(job);
                });
        return example.toPrettyString();
    }

    /** The alerts that fire now: {@code Name}, or {@code Name{job}} of those that are about a job. */
    Set<String> firing() throws IOException, InterruptedException {
        return alerts(Set.of("firing"));
    }

    /** Those that fire now, or will if what they are about goes on. */
    Set<String> firingOrPending() throws IOException, InterruptedException {
        return alerts(Set.of("firing", "pending"));
    }

    private Set<String> alerts(Set<String> states) throws IOException, InterruptedException {
        return Alert.elements(get("/api/v1/alerts").path("data").path("alerts"))
                .filter(alert -> states.contains(alert.path("state").asText()))
                .map(alert -> name(alert.path("labels")))
                .collect(Collectors.toSet());
    }

    private static String name(JsonNode labels) {
        String job = labels.path("job").asText();
        return labels.path("alertname").asText() + (job.isEmpty() ? "" : "{" + job + "}");
    }

    /** What Prometheus could not evaluate, by rule. */
    Map<String, String> errors() throws IOException, InterruptedException {
        return Alert.elements(get("/api/v1/rules").path("data").path("groups"))
                .flatMap(group -> Alert.elements(group.path("rules")))
                .filter(rule -> !rule.path("health").asText().equals("ok"))
                .collect(Collectors.toMap(
                        rule -> rule.path("name").asText(),
                        rule -> rule.path("health").asText()
                                + ' '
                                + rule.path("lastError").asText()));
    }

    /** How many series a query has now. */
    int series(String query) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .path("data")
                .path("result")
                .size();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(uri + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return json.readTree(answer.body());
    }

    @Override
    public void close() {
        process.kill();
    }
}
