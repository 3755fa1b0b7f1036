package io.rollcall.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.embedded.EmbeddedRedis;
import io.rollcall.standalone.faults.Deployment;
import io.rollcall.standalone.faults.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of operate.md start the four services, as they stand there, on what the build has just made. */
class ProcessesOfTheGuideIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String PORT = "QUARKUS_HTTP_PORT=";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path dir = Path.of("");

    @Test
    void theFourServicesStartByTheLinesOfTheGuide() throws Exception {
        List<String> commands = Page.named("guides/operate.md").section("## Processes").stream()
                .filter(line -> line.startsWith("    "))
                .map(String::strip)
                .toList();
        List<ServerProcess> processes = new ArrayList<>();
        try (EmbeddedRedis redis = EmbeddedRedis.start(dir.resolve("redis"));
                EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"))) {
            Map<String, String> here = Map.of(
                    "localhost:9092", kafka.bootstrapServers(),
                    "redis://localhost:6379", redis.url(),
                    "/var/lib/rollcall/lake", dir.resolve("lake").toString());
            String settings = commands.stream()
                    .filter(line -> line.startsWith("export "))
                    .map(line -> with(here, line))
                    .collect(Collectors.joining("; "));
            assertThat(settings).contains(here.values());
            List<String> services =
                    commands.stream().filter(line -> line.startsWith(PORT)).toList();
            assertThat(services).hasSize(4);
            try {
                for (String service : services) {
                    start(settings, service, processes);
                }
            } finally {
                processes.forEach(ServerProcess::kill);
            }
        }
    }

    private void start(String settings, String service, List<ServerProcess> processes) {
        int port = Deployment.freePort();
        Path log = dir.resolve("service" + processes.size() + ".log");
        String command = settings + "; exec env " + service.replaceFirst(PORT + "\\d+", PORT + port);
        String path = Path.of(System.getProperty("java.home"), "bin")
                + File.pathSeparator
                + System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        ServerProcess process = ServerProcess.start(ROOT, log, Map.of("PATH", path), List.of("sh", "-c", command));
        processes.add(process);
        await(service).atMost(Deployment.PATIENCE).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(service + " has ended:\n" + Files.readString(log));
            }
            return isReady(port);
        });
    }

    private boolean isReady(int port) throws InterruptedException {
        URI ready = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        try {
            return http.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String with(Map<String, String> replacements, String line) {
        String replaced = line;
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            replaced = replaced.replace(replacement.getKey(), replacement.getValue());
        }
        return replaced;
    }
}
