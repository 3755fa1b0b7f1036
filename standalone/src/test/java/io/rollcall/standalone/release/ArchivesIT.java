package io.rollcall.standalone.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.embedded.EmbeddedRedis;
import io.rollcall.standalone.faults.Deployment;
import io.rollcall.standalone.faults.ServerProcess;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Without a container engine, what the Dockerfiles and the units of systemd do: the archives are unpacked into an empty
 * directory to which nobody can write afterwards, and another user starts them.
 */
class ArchivesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of the whole project: project.build.outputTimestamp. */
    private static final Instant BUILT = Instant.parse("2026-11-22T00:00:00Z");

    private static final String PARTITIONS = "rollcall.topics.partitions=";

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<ServerProcess> processes = new ArrayList<>();

    /** Others can look into it, as they cannot into a directory of JUnit's. */
    private Path dir = Path.of("");

    @BeforeEach
    void makeTheDirectory() throws IOException {
        dir = Files.createTempDirectory(
                "rollcall-archives",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    @AfterEach
    void leaveNothing() throws IOException {
        processes.forEach(ServerProcess::kill);
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    static List<Archive> archives() {
        return Archive.all();
    }

    /** The same sources are the same bytes: nothing of the clock, the machine or the user who builds is in them. */
    @ParameterizedTest
    @MethodSource("archives")
    void anArchiveSaysNothingOfTheMachineThatMadeIt(Archive archive) throws IOException {
        List<String> names = new ArrayList<>();
        try (InputStream file = Files.newInputStream(archive.file());
                TarArchiveInputStream entries =
                        new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(file)))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                names.add(entry.getName());
                assertThat(entry.getLastModifiedDate().toInstant()).isEqualTo(BUILT);
                assertThat(entry.getLongUserId()).isZero();
                assertThat(entry.getLongGroupId()).isZero();
                assertThat(entry.getUserName()).isEqualTo("root");
                assertThat(entry.getGroupName()).isEqualTo("root");
            }
        }
        assertThat(names)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.startsWith("rollcall-" + archive.module() + "-"))
                .anyMatch(name -> name.endsWith("/LICENSE"))
                .anyMatch(name -> name.endsWith("/config/application.properties"))
                .anyMatch(name -> name.endsWith("/systemd/rollcall-" + archive.module() + ".service"))
                .anyMatch(name -> name.endsWith("/bin/" + archive.command()))
                .anyMatch(name -> name.endsWith("/app/quarkus-run.jar"));
    }

    /** Its bill of materials names every library that it carries. */
    @ParameterizedTest
    @MethodSource("archives")
    void everyLibraryIsInTheBillOfMaterials(Archive archive) throws Exception {
        UnpackedArchive unpacked = UnpackedArchive.in(dir, archive);
        JsonNode bill = JSON.readTree(unpacked.home().resolve("sbom.cdx.json").toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        Set<String> named = StreamSupport.stream(bill.path("components").spliterator(), false)
                .map(library -> library.path("group").asText()
                        + '.'
                        + library.path("name").asText()
                        + '-'
                        + library.path("version").asText())
                .collect(Collectors.toSet());
        try (Stream<Path> libraries =
                Files.list(unpacked.home().resolve("app").resolve("lib").resolve("main"))) {
            assertThat(libraries.map(library -> library.getFileName().toString()))
                    .isNotEmpty()
                    .allSatisfy(library -> assertThat(named).anyMatch(library::startsWith));
        }
    }

    @Test
    void unpackedOnAReadOnlyTreeAnotherUserRunsTheFourServices() throws Exception {
        Path opt = Files.createDirectory(dir.resolve("opt"));
        Path state = StrangeUser.home(dir.resolve("state"));
        try (EmbeddedRedis redis = EmbeddedRedis.start(dir.resolve("redis"));
                EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"))) {
            Map<String, String> settings = Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                    "QUARKUS_REDIS_HOSTS", redis.url(),
                    "ROLLCALL_LAKE_DIRECTORY", state.resolve("lake").toString());
            Map<String, Integer> ports = new HashMap<>();
            List<UnpackedArchive> sealed = new ArrayList<>();
            try {
                for (Archive archive : Archive.SERVICES) {
                    UnpackedArchive unpacked = UnpackedArchive.in(opt, archive);
                    askForFourPartitions(unpacked);
                    unpacked.seal();
                    sealed.add(unpacked);
                    Map<String, String> before = unpacked.contents();
                    ports.put(archive.module(), start(unpacked, settings));
                    assertThat(unpacked.contents()).isEqualTo(before);
                }
                oneEventGoesThrough(ports);
                theSettingsOfTheArchiveAreRead(port(ports, "rollup-worker"));
                whatTheManifestsAskForIsThere(ports);
                stopInOrder();
            } finally {
                processes.forEach(ServerProcess::kill);
                for (UnpackedArchive unpacked : sealed) {
                    unpacked.unseal();
                }
            }
        }
    }

    @Test
    void unpackedOnAReadOnlyTreeAnotherUserRunsAllInOne() throws Exception {
        UnpackedArchive unpacked = UnpackedArchive.in(Files.createDirectory(dir.resolve("opt")), Archive.STANDALONE);
        Path state = StrangeUser.home(dir.resolve("state"));
        unpacked.seal();
        try {
            int port = Deployment.freePort();
            String data = state.resolve("data").toString();
            run(unpacked, port, Map.of(), "up", "--port", Integer.toString(port), "--data", data);
            assertThat(get(port, "/v1/metrics/dau").statusCode()).isEqualTo(200);
            stopInOrder();
        } finally {
            processes.forEach(ServerProcess::kill);
            unpacked.unseal();
        }
    }

    /** By SIGTERM, upon which all in one takes its Redis along. */
    private void stopInOrder() throws InterruptedException {
        for (ServerProcess process : processes) {
            assertThat(process.terminate(Deployment.PATIENCE)).isIn(0, 143);
        }
    }

    private int start(UnpackedArchive unpacked, Map<String, String> settings) {
        int port = Deployment.freePort();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        run(unpacked, port, environment);
        return port;
    }

    /** Starts it and waits until it says itself that it is ready, by the script that a container asks. */
    private void run(UnpackedArchive unpacked, int port, Map<String, String> settings, String... arguments) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Path log = dir.resolve(unpacked.archive().module() + ".log");
        ServerProcess process =
                ServerProcess.start(Path.of("/"), log, environment, StrangeUser.runs(unpacked.start(arguments)));
        processes.add(process);
        await(unpacked.archive().module()).atMost(Deployment.PATIENCE).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(unpacked.archive() + " has ended:\n" + Files.readString(log));
            }
            return saysReady(unpacked, port);
        });
    }

    private static boolean saysReady(UnpackedArchive unpacked, int port) throws IOException, InterruptedException {
        return new ProcessBuilder(unpacked.ready().toString(), Integer.toString(port))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** What an operator writes into the file that came with the archive. */
    private static void askForFourPartitions(UnpackedArchive unpacked) throws IOException {
        Path file = unpacked.home().resolve("config").resolve("application.properties");
        String settings = Files.readString(file);
        assertThat(settings.contains(PARTITIONS))
                .isEqualTo(unpacked.archive().module().equals("ingest-gateway"));
        Files.writeString(file, settings.replaceAll(PARTITIONS + "\\d+", PARTITIONS + 4));
    }

    private void theSettingsOfTheArchiveAreRead(int worker) throws Exception {
        assertThat(get(worker, "/q/metrics").body())
                .contains("rollcall_rollup_lag_records{partition=\"3\"")
                .doesNotContain("rollcall_rollup_lag_records{partition=\"4\"");
    }

    /** Kubernetes asks every service whether it lives, and KEDA scales the workers by what they say. */
    private void whatTheManifestsAskForIsThere(Map<String, Integer> ports) throws Exception {
        for (Archive archive : Archive.SERVICES) {
            assertThat(get(port(ports, archive.module()), "/q/health/live").statusCode())
                    .isEqualTo(200);
        }
        assertThat(get(port(ports, "rollup-worker"), "/q/metrics").body())
                .containsPattern("(?m)^" + KubernetesTest.lagMetric() + "\\{");
    }

    private void oneEventGoesThrough(Map<String, Integer> ports) throws Exception {
        String event = "{\"profile_id\": 1, \"event_name\": \"app_start\", \"event_time\": \"%s\", \"region\": \"BR\"}"
                .formatted(Instant.now());
        HttpRequest post = HttpRequest.newBuilder(address(port(ports, "ingest-gateway"), "/v1/events"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        assertThat(http.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(202);
        await("counted").atMost(Deployment.PATIENCE).untilAsserted(() -> {
            JsonNode answer = JSON.readTree(
                    get(port(ports, "query-api"), "/v1/metrics/dau?region=BR").body());
            assertThat(answer.path("rows").path(0).path("value").asInt()).isEqualTo(1);
        });
    }

    private static int port(Map<String, Integer> ports, String module) {
        return ports.getOrDefault(module, 0);
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address(port, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI address(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
