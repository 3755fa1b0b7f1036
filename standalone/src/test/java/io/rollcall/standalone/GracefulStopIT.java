package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.event.Topics;
import io.rollcall.log.AppEventRecords;
import io.rollcall.standalone.faults.Deployment;
import io.rollcall.standalone.faults.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is stopped under load takes no request with it. */
class GracefulStopIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SENDERS = 8;
    private static final int SIGTERM_EXIT_CODE = 143;

    @TempDir
    Path dir = Path.of("");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService pool = Executors.newFixedThreadPool(SENDERS + 1);
    private final ScheduledExecutorService balancer = Executors.newSingleThreadScheduledExecutor();
    private final Set<URI> ready = ConcurrentHashMap.newKeySet();
    private final AtomicLong profiles = new AtomicLong();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private volatile boolean enough;

    @AfterEach
    void end() {
        enough = true;
        pool.shutdownNow();
        balancer.shutdownNow();
    }

    @Test
    void rollingRestartBehindALoadBalancerLosesNoRequest() throws Exception {
        List<URI> gateways = List.of(free(), free());
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"))) {
            List<ServerProcess> processes = new ArrayList<>();
            for (URI gateway : gateways) {
                processes.add(gateway(kafka, gateway));
            }
            Future<?> looking = balancer.scheduleWithFixedDelay(() -> look(gateways), 0, 1, TimeUnit.SECONDS);
            await().atMost(PATIENCE).until(() -> ready.containsAll(gateways));
            List<Future<Void>> senders = send(gateways);
            awaitMore(200);

            for (int i = 0; i < gateways.size(); i++) {
                assertThat(processes.get(i).terminate(PATIENCE)).isEqualTo(SIGTERM_EXIT_CODE);
                awaitMore(200);
                processes.set(i, gateway(kafka, gateways.get(i)));
                await().atMost(PATIENCE).until(() -> ready.containsAll(gateways));
            }

            enough = true;
            for (Future<Void> sender : senders) {
                sender.get();
            }
            assertThat(looking.isDone()).isFalse();
            assertThat(logged(kafka.bootstrapServers())).isEqualTo(acknowledged);
            processes.forEach(ServerProcess::kill);
        }
    }

    @Test
    void theWholeSystemTakesEventsWhileItsReadinessIsDownAndThenSaysThatItStops() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Path data = dir.resolve("data");
        try (RunningRollcall running = RunningRollcall.up(data, Map.of("QUARKUS_SHUTDOWN_DELAY", "6s"))) {
            URI url = URI.create(running.url());
            List<Future<HttpResponse<String>>> senders = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                senders.add(pool.submit(() -> untilRefused(url)));
            }
            awaitMore(200);
            HttpRequest listening =
                    HttpRequest.newBuilder(url.resolve("/v1/live")).build();
            Future<HttpResponse<String>> listener =
                    pool.submit(() -> http.send(listening, HttpResponse.BodyHandlers.ofString()));

            running.terminate();
            await().atMost(PATIENCE).until(() -> !isReady(url));
            awaitMore(1);
            for (Future<HttpResponse<String>> sender : senders) {
                assertStopping(sender.get());
            }
            assertStopping(running.get("/v1/metrics/dau"));
            assertThat(listener.get().body()).as("a stream that ended well").contains("\"as_of\"");
            assertThat(running.exitCode()).isEqualTo(SIGTERM_EXIT_CODE);
        }
        try (RunningRollcall again = RunningRollcall.up(data)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(again.rows("dau?region=*&from=" + today.minusDays(1)).stream()
                                    .mapToLong(row -> row.path("value").asLong())
                                    .sum())
                            .isEqualTo(acknowledged.size()));
        }
    }

    private static void assertStopping(HttpResponse<String> refusal) {
        assertThat(refusal.statusCode()).as(refusal.body()).isEqualTo(503);
        assertThat(refusal.body()).contains("\"stopping\"");
        assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
    }

    private void awaitMore(int events) {
        int before = acknowledged.size();
        await().atMost(PATIENCE).until(() -> acknowledged.size() >= before + events);
    }

    private ServerProcess gateway(EmbeddedKafka kafka, URI gateway) {
        ServerProcess process = ServerProcess.java(
                dir.resolve("gateway.log"),
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                        "QUARKUS_SHUTDOWN_DELAY", "6s",
                        "QUARKUS_HTTP_PORT", Integer.toString(gateway.getPort())),
                "-jar",
                Deployment.service("ingest-gateway"));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> isReady(gateway));
        return process;
    }

    private List<Future<Void>> send(List<URI> gateways) {
        List<Future<Void>> senders = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            senders.add(pool.submit(() -> sendUntilEnough(gateways)));
        }
        return senders;
    }

    /** As a load balancer does it: to one that was ready a moment ago, and to another one when that says that it stops. */
    private Void sendUntilEnough(List<URI> gateways) throws IOException, InterruptedException {
        while (!enough) {
            long profile = profiles.incrementAndGet();
            for (int attempt = 0; !acknowledged.contains(profile); attempt++) {
                List<URI> candidates = gateways.stream().filter(ready::contains).toList();
                HttpResponse<String> answer =
                        post(candidates.get((int) ((profile + attempt) % candidates.size())), profile);
                if (answer.statusCode() == 202) {
                    acknowledged.add(profile);
                } else {
                    assertStopping(answer);
                }
            }
        }
        return null;
    }

    private HttpResponse<String> untilRefused(URI gateway) throws IOException, InterruptedException {
        while (true) {
            long profile = profiles.incrementAndGet();
            HttpResponse<String> answer = post(gateway, profile);
            if (answer.statusCode() != 202) {
                return answer;
            }
            acknowledged.add(profile);
        }
    }

    private HttpResponse<String> post(URI gateway, long profile) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(gateway.resolve("/v1/events"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                RunningRollcall.play(profile, LocalDate.now(ZoneOffset.UTC))))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private boolean isReady(URI gateway) throws IOException, InterruptedException {
        return http.send(
                                HttpRequest.newBuilder(gateway.resolve("/q/health/ready"))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    private void look(List<URI> gateways) {
        for (URI gateway : gateways) {
            try {
                if (isReady(gateway)) {
                    ready.add(gateway);
                } else {
                    ready.remove(gateway);
                }
            } catch (IOException gone) {
                ready.remove(gateway);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static URI free() {
        return URI.create("http://127.0.0.1:" + Deployment.freePort());
    }

    private static Set<Long> logged(String bootstrapServers) {
        Set<Long> profiles = new HashSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.APP_EVENTS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record ->
                                profiles.add(AppEventRecords.stamp(record).profileId()));
            }
        }
        return profiles;
    }
}
