package io.rollcall.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A client's view of one topic with one partition. */
record KafkaTopic(String bootstrapServers, String name) {
    KafkaTopic create() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(Set.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
        return this;
    }

    void write(byte[] value) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "compression.type",
                "lz4",
                "max.block.ms",
                5_000,
                "max.request.size",
                EmbeddedKafka.MAX_MESSAGE_BYTES);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(name, value)).get();
        }
    }

    List<byte[]> read() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        TopicPartition partition = new TopicPartition(name, 0);
        List<byte[]> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(Set.of(partition));
            consumer.seekToBeginning(Set.of(partition));
            long end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(read -> values.add(read.value()));
            }
        }
        return values;
    }
}
