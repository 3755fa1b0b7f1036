package io.rollcall.standalone.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.rollcall.event.LiveWindow;
import io.rollcall.event.Shards;
import io.rollcall.event.Stamp;
import io.rollcall.event.StampCodec;
import io.rollcall.event.TimeQuality;
import io.rollcall.event.Topics;
import io.rollcall.rollup.LiveReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * For a minute four times what the worker can take: its polls are made small and its calls to Redis slow, so that the
 * machine of a test can overwhelm it, and its heap could not hold the backlog.
 */
@Tag("faults")
class OverloadIT {
    private static final int HEAP_MIB = 128;
    private static final int POLL = 200;
    private static final Duration CALL = Duration.ofMillis(100);
    private static final int PROFILES = 2_000;
    private static final Duration STRETCH = Duration.ofMinutes(1);
    private static final byte[] VALUE = new byte[300];

    /** Lag is published once a second, and reading it from outside is not atomic. */
    private static final Duration BLUR = Duration.ofSeconds(3);

    @TempDir
    Path dir = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(20_261_122);
    private long number;

    @Test
    void aMinuteOfFourTimesTheRateLosesNothingAndShowsItsLag() throws Exception {
        try (Deployment deployment = new Deployment(dir);
                Admin admin = Admin.create(Map.of("bootstrap.servers", deployment.bootstrapServers()));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", deployment.bootstrapServers(), "linger.ms", "20", "acks", "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            deployment.stopWorker(deployment.worker());
            deployment.startWorker(
                    HEAP_MIB, Map.of("MP_MESSAGING_INCOMING_APP_EVENTS_MAX_POLL_RECORDS", Integer.toString(POLL)));
            send(producer, POLL);
            await().atMost(Deployment.PATIENCE).ignoreExceptions().until(() -> applied(deployment) == POLL);

            deployment.proxy().delayRequests(CALL);
            long capacity = capacity(deployment, producer);
            long rate = 4 * capacity;
            Instant end = Instant.now().plus(STRETCH);
            for (Instant second = Instant.now(); second.isBefore(end); second = second.plusSeconds(1)) {
                send(producer, rate);
                Instant next = second.plusSeconds(1);
                await().atMost(Deployment.PATIENCE).until(() -> Instant.now().isAfter(next));
            }

            double truth = (double) (logged(admin) - applied(deployment));
            double shown = metric(deployment, "rollcall_rollup_lag_records{");
            assertThat(truth).as("the backlog").isGreaterThan((double) (STRETCH.toSeconds() * capacity));
            assertThat(shown).as("lag").isCloseTo(truth, within((double) BLUR.toSeconds() * rate));
            double behind = metric(deployment, "rollcall_rollup_lag_seconds{partition=\"0\"");
            assertThat(behind)
                    .as("seconds behind, of the minute that a quarter was applied of")
                    .isBetween(STRETCH.toSeconds() / 2.0, (double) (STRETCH.toSeconds() + 4 * BLUR.toSeconds()));

            deployment.proxy().heal();
            Instant healed = Instant.now();
            CountedOnceIT.awaitExact(deployment, Expected.of(deployment.bootstrapServers()));
            await().atMost(Deployment.PATIENCE).until(() -> metric(deployment, "rollcall_rollup_lag_records{") == 0);
            System.out.printf(
                    "%d records/s into a worker that takes %d for %s: lag %.0f records, %.0f s; nothing lost in %d MiB of"
                            + " heap, level again after %d s%n",
                    rate,
                    capacity,
                    STRETCH,
                    shown,
                    behind,
                    HEAP_MIB,
                    Duration.between(healed, Instant.now()).toSeconds());
        }
    }

    /** Records a second that the slowed worker applies when it has enough of them. */
    private long capacity(Deployment deployment, KafkaProducer<byte[], byte[]> producer) throws Exception {
        send(producer, 100 * POLL);
        long before = applied(deployment);
        await().atMost(Deployment.PATIENCE).until(() -> applied(deployment) > before + 5 * POLL);
        Instant started = Instant.now();
        long from = applied(deployment);
        await().atMost(Deployment.PATIENCE)
                .until(() -> Duration.between(started, Instant.now()).toSeconds() >= 3);
        return Math.max(POLL, (applied(deployment) - from) / 3);
    }

    private void send(KafkaProducer<byte[], byte[]> producer, long records) throws Exception {
        List<Future<RecordMetadata>> sent = IntStream.range(0, Math.toIntExact(records))
                .mapToObj(any -> producer.send(played(1 + random.nextInt(PROFILES))))
                .toList();
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    private ProducerRecord<byte[], byte[]> played(long profile) {
        long now = System.currentTimeMillis();
        Stamp stamp = new Stamp(
                TimeQuality.OK,
                LiveWindow.dtOf(now),
                now,
                OptionalLong.empty(),
                profile,
                "US",
                "play",
                true,
                1,
                "event-" + number++);
        return new ProducerRecord<>(
                Topics.APP_EVENTS,
                Shards.partitionOf(Shards.shardOf(profile), Deployment.PARTITIONS),
                now,
                null,
                VALUE,
                List.of(new RecordHeader(Topics.STAMP_HEADER, StampCodec.encode(stamp))));
    }

    private static long applied(Deployment deployment) {
        return deployment.read(LiveReader::ledger).records();
    }

    private static long logged(Admin admin) throws Exception {
        long logged = 0;
        for (int partition = 0; partition < Deployment.PARTITIONS; partition++) {
            TopicPartition one = new TopicPartition(Topics.APP_EVENTS, partition);
            logged += requireNonNull(admin.listOffsets(Map.of(one, OffsetSpec.latest()))
                            .partitionResult(one)
                            .get())
                    .offset();
        }
        return logged;
    }

    private double metric(Deployment deployment, String prefix) throws IOException, InterruptedException {
        URI metrics = URI.create("http://" + deployment.workerAddress() + "/q/metrics");
        return http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
