package io.rollcall.lakehouse.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.embedded.EmbeddedRedis;
import io.rollcall.event.Topics;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lakehouse.Directories;
import io.rollcall.lakehouse.ServiceProcess;
import io.rollcall.log.testkit.EventLog;
import io.rollcall.log.testkit.LogTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real service, killed while it erases a profile from every day of the lake. */
@Tag("faults")
class ErasureKillIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final LocalDate FIRST = LocalDate.parse("2025-01-01");
    private static final int DAYS = 15;
    private static final int PROFILES = 20;
    private static final int KILLS = 4;
    private static final long ERASED = 7;

    private final long seed = Long.getLong("seed", 20_261_122L);
    private final Random random = new Random(seed);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory = Directories.make("erasure-kill");
    private final Path output = directory.resolve("service.log");
    private EmbeddedKafka kafka;
    private EmbeddedRedis redis;
    private Lake lake;
    private int port;

    @BeforeEach
    void begin() {
        System.out.println("seed " + seed);
        kafka = EmbeddedKafka.start(directory.resolve("kafka"));
        redis = EmbeddedRedis.start(directory.resolve("redis"));
        LogTopics.makeForEvents(kafka.bootstrapServers());
        LogTopics.make(kafka.bootstrapServers(), Topics.APP_PROFILE_TOMBSTONES);
        lake = Lake.open(LakeSettings.in(directory.resolve("lake")));
    }

    @AfterEach
    void end() throws IOException {
        lake.close();
        redis.close();
        kafka.close();
        Directories.delete(directory);
    }

    @Test
    void askedAgainAnErasureIsFinishedHoweverOftenItWasKilled() throws Exception {
        append();
        try (ServiceProcess service = start()) {
            await().atMost(PATIENCE).until(() -> rows(LakeTable.APP_EVENT) == DAYS * PROFILES);
            reconciled();
            service.stop();
        }
        assertThat(filesWith(ERASED)).isNotEmpty();

        int cutShort = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            try (ServiceProcess service = start()) {
                CompletableFuture<HttpResponse<String>> answer = http.sendAsync(erasure(), text());
                pause(random.nextInt(200, 1_500));
                cutShort += answer.isDone() ? 0 : 1;
                service.kill();
            }
            anHourPasses();
        }
        assertThat(cutShort).as("erasures that a kill has cut short").isPositive();

        try (ServiceProcess last = start()) {
            HttpResponse<String> answer = http.send(erasure(), text());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            last.stop();
        }
        assertThat(filesWith(ERASED)).isEmpty();
        assertThat(rows(LakeTable.APP_EVENT)).as("of the others").isEqualTo(DAYS * (PROFILES - 1));
        assertThat(rows(LakeTable.PROFILE_DAY_RUN)).as("of the others").isEqualTo(DAYS * (PROFILES - 1));
    }

    private ServiceProcess start() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        ServiceProcess service = ServiceProcess.start(
                kafka.bootstrapServers(),
                directory.resolve("lake"),
                output,
                "quarkus.http.port=" + port,
                "quarkus.redis.hosts=" + redis.url(),
                "rollcall.reconcile.catch-up=false",
                "rollcall.reconcile.schedule=off",
                "rollcall.lake.engine.memory=128M");
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() ->
                        http.send(request("/q/health/live").build(), text()).statusCode() == 200);
        return service;
    }

    private void append() {
        try (EventLog log = new EventLog(kafka.bootstrapServers())) {
            Instant now = Instant.now();
            for (int day = 0; day < DAYS; day++) {
                Instant at = FIRST.plusDays(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
                for (long profile = 1; profile <= PROFILES; profile++) {
                    log.append(profile, "US", "login", "e" + day, at, now);
                }
            }
            log.flush();
        }
    }

    private void reconciled() throws Exception {
        HttpRequest run = request("/v1/reconciliations")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(http.send(run, text()).statusCode()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> lake.published().days(FIRST, FIRST.plusDays(DAYS)).size() == DAYS);
    }

    private HttpRequest erasure() {
        return request("/v1/profiles/" + ERASED).DELETE().build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString();
    }

    /** For the files that the killed process left: nobody commits them any more once they are so old. */
    private void anHourPasses() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory.resolve("lake").resolve("tables"))) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
        }
    }

    private List<Path> filesWith(long profile) {
        return ParquetFiles.holding(directory.resolve("lake"), profile);
    }

    private long rows(LakeTable table) {
        try (TableSession session = lake.session().open(table)) {
            return session.query("SELECT COUNT(*) AS found FROM " + table.qualifiedName(), row -> row.number("found"))
                    .get(0);
        }
    }

    private static void pause(int millis) {
        await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    }
}
