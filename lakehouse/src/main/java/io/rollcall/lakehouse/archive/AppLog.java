package io.rollcall.lakehouse.archive;

import io.rollcall.event.Topics;
import io.rollcall.lake.bronze.ArchivePosition.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The log as the archiver reads it: by assignment, from where it says, without a consumer group. For one thread, but for {@link #wake}. */
final class AppLog implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int POLL_RECORDS = 5_000;
    private static final int FETCH_BYTES = 16 << 20;

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;

    private AppLog(Admin admin, KafkaConsumer<byte[], byte[]> consumer) {
        this.admin = admin;
        this.consumer = consumer;
    }

    /** @param clientConfig how to reach Kafka */
    static AppLog open(Map<String, Object> clientConfig) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put("client.id", "rollcall-archive");
        config.put("default.api.timeout.ms", Math.toIntExact(TIMEOUT.toMillis()));
        config.put("request.timeout.ms", Math.toIntExact(TIMEOUT.toMillis() / 2));
        Admin admin = Admin.create(config);
        // Where to go on is written in the lake; a group's offsets never say it.
        config.put("auto.offset.reset", "none");
        config.put("enable.auto.commit", "false");
        config.put("allow.auto.create.topics", "false");
        config.put("max.poll.records", POLL_RECORDS);
        config.put("fetch.max.bytes", FETCH_BYTES);
        config.put("fetch.min.bytes", 1);
        config.remove("group.id");
        return new AppLog(admin, new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** @throws LogUnavailableException when Kafka does not answer, or has no such topic yet */
    Topic topic() {
        TopicDescription description = LogUnavailableException.unless(
                () -> Objects.requireNonNull(admin.describeTopics(List.of(Topics.APP_EVENTS))
                                .topicNameValues()
                                .get(Topics.APP_EVENTS))
                        .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        return new Topic(
                description.topicId().toString(), description.partitions().size());
    }

    Map<Integer, LogBounds> bounds(Collection<Integer> partitions) {
        List<TopicPartition> asked = partitions.stream().map(AppLog::partition).toList();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(asked);
        Map<TopicPartition, Long> ends = consumer.endOffsets(asked);
        return asked.stream()
                .collect(Collectors.toMap(
                        TopicPartition::partition,
                        one -> new LogBounds(begins.getOrDefault(one, 0L), ends.getOrDefault(one, 0L))));
    }

    Map<Integer, Long> ends(Collection<Integer> partitions) {
        Map<Integer, Long> ends = new HashMap<>();
        consumer.endOffsets(partitions.stream().map(AppLog::partition).toList())
                .forEach((partition, end) -> ends.put(partition.partition(), end));
        return ends;
    }

    /** Reads these partitions from now on, each from its offset. */
    void readFrom(Map<Integer, Long> offsets) {
        consumer.assign(offsets.keySet().stream().map(AppLog::partition).toList());
        offsets.forEach((partition, offset) -> consumer.seek(partition(partition), offset));
    }

    ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
        return consumer.poll(atMost);
    }

    /** Ends a poll that waits, with a {@link org.apache.kafka.common.errors.WakeupException}. From any thread. */
    void wake() {
        consumer.wakeup();
    }

    private static TopicPartition partition(int partition) {
        return new TopicPartition(Topics.APP_EVENTS, partition);
    }

    @Override
    public void close() {
        try (admin) {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }
}
