package io.rollcall.standalone.smoke;

import static org.awaitility.Awaitility.await;

import io.rollcall.event.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Records without a stamp on the log, one a compression: a worker sets each of them aside, when it can read it.
 * Decompression is where a native executable differs from a JVM.
 */
final class StrayRecords {
    static final List<String> COMPRESSIONS = List.of("none", "gzip", "lz4", "snappy", "zstd");

    private final String bootstrapServers;

    StrayRecords(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    void send() throws Exception {
        for (String compression : COMPRESSIONS) {
            Map<String, Object> settings = Map.of(
                    "bootstrap.servers",
                    bootstrapServers,
                    "compression.type",
                    compression,
                    "acks",
                    "all",
                    "delivery.timeout.ms",
                    20_000,
                    "request.timeout.ms",
                    10_000);
            try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                byte[] value = value(compression).getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(Topics.APP_EVENTS, value)).get(30, TimeUnit.SECONDS);
            }
        }
    }

    /** Until all of them lie with the rejected records, byte for byte. */
    void awaitSetAside(Duration patience) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.APP_EVENTS_REJECTED).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Set<String> absent = new HashSet<>(COMPRESSIONS);
            await("set aside").atMost(patience).pollInSameThread().until(() -> {
                for (ConsumerRecord<byte[], String> record : consumer.poll(Duration.ofMillis(200))) {
                    absent.removeIf(compression -> value(compression).equals(record.value()));
                }
                return absent.isEmpty();
            });
        }
    }

    /** Long enough to be worth compressing. */
    private static String value(String compression) {
        return ("stray, compressed with " + compression + " ").repeat(50);
    }
}
