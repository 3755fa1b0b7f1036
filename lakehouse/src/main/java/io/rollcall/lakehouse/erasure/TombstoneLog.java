package io.rollcall.lakehouse.erasure;

import io.rollcall.event.ErasedProfiles;
import io.rollcall.event.Tombstone;
import io.rollcall.event.TombstoneCodec;
import io.rollcall.event.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * The tombstones of erased profiles: {@link #readToEnd} first, {@link #follow} from then on. Where nobody has made their topic
 * yet there are none. What Kafka does not answer is a {@link org.apache.kafka.common.KafkaException}. For one thread.
 */
public final class TombstoneLog implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TombstoneLog.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration BETWEEN_LOOKS_FOR_THE_TOPIC = Duration.ofSeconds(5);
    private static final byte[] NOTHING = {};

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final InstantSource clock = InstantSource.system();
    private ErasedProfiles erased = ErasedProfiles.NONE;
    private long lookedAtMillis;

    private TombstoneLog(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Opens it; nothing is read yet.
     *
     * @param clientConfig how to reach Kafka
     */
    public static TombstoneLog open(Map<String, Object> clientConfig) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put("client.id", "rollcall-lakehouse-tombstones");
        config.put("default.api.timeout.ms", Math.toIntExact(TIMEOUT.toMillis()));
        config.put("request.timeout.ms", Math.toIntExact(TIMEOUT.toMillis() / 2));
        config.put("auto.offset.reset", "earliest");
        config.put("enable.auto.commit", "false");
        config.put("allow.auto.create.topics", "false");
        config.remove("group.id");
        return new TombstoneLog(new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** Reads every tombstone that there is now; {@link #erased} knows them afterwards. */
    public void readToEnd() {
        readToEnd(this::take);
    }

    /** Every tombstone that there is now and that can be read. */
    static List<Tombstone> all(Map<String, Object> clientConfig) {
        List<Tombstone> all = new ArrayList<>();
        try (TombstoneLog log = open(clientConfig)) {
            log.readToEnd(record -> {
                try {
                    all.add(TombstoneCodec.decode(key(record), record.value() == null ? NOTHING : record.value()));
                } catch (IllegalArgumentException notATombstone) {
                    passOver(record, notATombstone);
                }
            });
        }
        return all;
    }

    private void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        lookedAtMillis = clock.millis();
        List<PartitionInfo> topic = consumer.partitionsFor(Topics.APP_PROFILE_TOMBSTONES);
        List<TopicPartition> partitions = topic == null
                ? List.of()
                : topic.stream()
                        .map(one -> new TopicPartition(one.topic(), one.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long deadline = clock.millis() + TIMEOUT.toMillis();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            records.forEach(taker);
            if (!records.isEmpty()) {
                deadline = clock.millis() + TIMEOUT.toMillis();
            } else if (clock.millis() > deadline) {
                throw new TimeoutException("the tombstones do not come");
            }
        }
    }

    /** Takes what has come since, without waiting. */
    public void follow() {
        if (!consumer.assignment().isEmpty()) {
            consumer.poll(Duration.ZERO).forEach(this::take);
        } else if (clock.millis() - lookedAtMillis > BETWEEN_LOOKS_FOR_THE_TOPIC.toMillis()) {
            readToEnd();
        }
    }

    /** The profiles whose tombstones were read. */
    public ErasedProfiles erased() {
        return erased;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            erased = erased.plus(List.of(TombstoneCodec.profileId(key(record))));
        } catch (IllegalArgumentException notATombstone) {
            passOver(record, notATombstone);
        }
    }

    private static byte[] key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? NOTHING : record.key();
    }

    private static void passOver(ConsumerRecord<byte[], byte[]> record, IllegalArgumentException why) {
        LOG.warnf("%s, offset %d: %s; it is passed over", record.topic(), record.offset(), why.getMessage());
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
