package io.rollcall.standalone.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.event.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is killed again and again in the middle of what it brings in from another topic. */
@Tag("faults")
class BridgeKillIT {
    private static final String SOURCE = "player-events";
    private static final int RECORDS = 60_000;
    private static final int KILLS = 3;

    @TempDir
    Path dir = Path.of("");

    @Test
    void eachRecordOfTheOtherTopicIsOnTheLogOnceHoweverOftenTheGatewayIsKilled() throws Exception {
        long seed = Long.getLong("rollcall.faults.seed", 1);
        Random random = new Random(seed);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"))) {
            Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
            write(client);
            ServerProcess gateway = gateway(kafka);
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    int brought = kill == 0 ? 0 : sources(client).size();
                    int enough = brought + 1 + random.nextInt(RECORDS / (2 * KILLS));
                    await("seed " + seed)
                            .atMost(Deployment.PATIENCE)
                            .pollInterval(Duration.ofMillis(50))
                            .ignoreExceptions()
                            .until(() -> sources(client).size() >= enough);
                    gateway.kill();
                    gateway = gateway(kafka);
                }
                await("seed " + seed)
                        .atMost(Deployment.PATIENCE)
                        .until(() -> new HashSet<>(sources(client)).size() == RECORDS);
                assertThat(sources(client)).as("seed " + seed).hasSize(RECORDS).doesNotHaveDuplicates();
            } finally {
                gateway.kill();
            }
        }
    }

    private ServerProcess gateway(EmbeddedKafka kafka) {
        return ServerProcess.java(
                dir.resolve("gateway.log"),
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                        "KAFKA_SESSION_TIMEOUT_MS", "6000",
                        "QUARKUS_HTTP_PORT", Integer.toString(Deployment.freePort()),
                        "ROLLCALL_TOPICS_PARTITIONS", Integer.toString(Deployment.PARTITIONS),
                        "ROLLCALL_INGEST_BRIDGE_TOPIC", SOURCE),
                "-jar",
                Deployment.service("ingest-gateway"));
    }

    /** A tenth of them is rejected. */
    private static void write(Map<String, Object> client) throws Exception {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(SOURCE, 3, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                String event =
                        "{\"profile_id\": %d, \"event_name\": \"play\", \"event_time\": \"%s\", \"region\": \"%s\"}"
                                .formatted(1 + i % 1000, Instant.now(), i % 10 == 0 ? "XX" : "BR");
                Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(SOURCE, event.getBytes(UTF_8)));
            }
        }
    }

    /** Where the records on the log say that they came from. */
    private static List<String> sources(Map<String, Object> client) {
        List<String> sources = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = Stream.of(Topics.APP_EVENTS, Topics.APP_EVENTS_REJECTED)
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            Set<TopicPartition> unread = new HashSet<>(all);
            while (!unread.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    sources.add(new String(
                            record.headers().lastHeader(Topics.SOURCE_HEADER).value(), UTF_8));
                }
                unread.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            }
        }
        return sources;
    }
}
