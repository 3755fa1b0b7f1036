package io.rollcall.log;

import io.rollcall.event.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic of events by assignment, from where its user says, without a consumer group. For one thread. */
public final class AppEventsReader implements AutoCloseable {
    private static final int POLL_RECORDS = 5_000;
    private static final int FETCH_BYTES = 16 << 20;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;

    private AppEventsReader(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /** Opens it; nothing is read yet. */
    public static AppEventsReader open(LogClients clients) {
        return open(clients, "events", Topics.APP_EVENTS);
    }

    /** The same for the topic of the rejected. */
    public static AppEventsReader openRejected(LogClients clients) {
        return open(clients, "rejected", Topics.APP_EVENTS_REJECTED);
    }

    private static AppEventsReader open(LogClients clients, String purpose, String topic) {
        // Where to go on is written elsewhere; Kafka never says it.
        return new AppEventsReader(
                clients.consumer(
                        purpose,
                        "none",
                        Map.of("max.poll.records", POLL_RECORDS, "fetch.max.bytes", FETCH_BYTES, "fetch.min.bytes", 1)),
                topic);
    }

    /** Reads these partitions from now on, each from its offset. */
    public void readFrom(Map<Integer, Long> offsets) {
        consumer.assign(offsets.keySet().stream().map(this::partition).toList());
        offsets.forEach((partition, offset) -> consumer.seek(partition(partition), offset));
    }

    public ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
        return consumer.poll(atMost);
    }

    private TopicPartition partition(int partition) {
        return new TopicPartition(topic, partition);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(LogClients.CLOSE_TIMEOUT));
    }
}
