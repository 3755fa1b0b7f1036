package io.rollcall.log;

import io.rollcall.event.ErasedProfiles;
import io.rollcall.event.Tombstone;
import io.rollcall.event.TombstoneCodec;
import io.rollcall.event.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Reads the tombstones of erased profiles: {@link #readToEnd} first, {@link #follow} from then on. Where nobody has made their
 * topic yet there are none. What Kafka does not answer is a {@link org.apache.kafka.common.KafkaException}. For one thread.
 */
public final class TombstoneReader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TombstoneReader.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration BETWEEN_LOOKS_FOR_THE_TOPIC = Duration.ofSeconds(2);
    private static final byte[] NOTHING = {};

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final InstantSource clock = InstantSource.system();
    private ErasedProfiles erased;
    private long lookedAtMillis;

    private TombstoneReader(KafkaConsumer<byte[], byte[]> consumer, ErasedProfiles known) {
        this.consumer = consumer;
        this.erased = known;
    }

    /** Opens it; nothing is read yet. */
    public static TombstoneReader open(LogClients clients) {
        return open(clients, ErasedProfiles.NONE);
    }

    /** Opens it again for a reader that knows of erased profiles: an erasure is for good. Nothing is read yet. */
    public static TombstoneReader open(LogClients clients, ErasedProfiles known) {
        return new TombstoneReader(clients.consumer("tombstones", "earliest", Map.of()), known);
    }

    /** Every tombstone that there is now and that can be read. */
    public static List<Tombstone> all(LogClients clients) {
        List<Tombstone> all = new ArrayList<>();
        try (TombstoneReader reader = open(clients)) {
            reader.readToEnd(records ->
                    records.forEach(record -> readable(record, () -> TombstoneCodec.decode(key(record), value(record)))
                            .ifPresent(all::add)));
        }
        return all;
    }

    /** Reads every tombstone that there is now; {@link #erased} knows them afterwards. */
    public void readToEnd() {
        readToEnd(this::take);
    }

    private void readToEnd(Consumer<ConsumerRecords<byte[], byte[]>> taker) {
        lookedAtMillis = clock.millis();
        List<PartitionInfo> topic = consumer.partitionsFor(Topics.APP_PROFILE_TOMBSTONES);
        List<TopicPartition> partitions = topic == null
                ? List.of()
                : topic.stream()
                        .map(one -> new TopicPartition(one.topic(), one.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        catchUp(taker);
    }

    /** Takes every tombstone that has come since; where there was no topic yet, looks for it again. */
    public void catchUp() {
        if (isFollowing()) {
            catchUp(this::take);
        } else {
            readToEnd();
        }
    }

    private void catchUp(Consumer<ConsumerRecords<byte[], byte[]>> taker) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        long deadline = clock.millis() + LogClients.TIMEOUT.toMillis();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            taker.accept(records);
            if (!records.isEmpty()) {
                deadline = clock.millis() + LogClients.TIMEOUT.toMillis();
            } else if (clock.millis() > deadline) {
                throw new TimeoutException("the tombstones do not come");
            }
        }
    }

    /**
     * Says whether there is a topic to follow; where there is none, {@link #follow} looks for it from time to time and
     * never waits.
     */
    public boolean isFollowing() {
        return !consumer.assignment().isEmpty();
    }

    /** Takes what has come since, and waits for it no longer than that. */
    public void follow(Duration atMost) {
        if (isFollowing()) {
            take(consumer.poll(atMost));
        } else if (clock.millis() - lookedAtMillis > BETWEEN_LOOKS_FOR_THE_TOPIC.toMillis()) {
            readToEnd();
        }
    }

    /** The profiles whose tombstones were read. */
    public ErasedProfiles erased() {
        return erased;
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        List<Long> more = new ArrayList<>();
        records.forEach(record ->
                readable(record, () -> TombstoneCodec.profileId(key(record))).ifPresent(more::add));
        erased = erased.plus(more);
    }

    private static <T> Optional<T> readable(ConsumerRecord<byte[], byte[]> record, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (IllegalArgumentException notATombstone) {
            LOG.warnf(
                    "%s, offset %d: %s; it is passed over",
                    record.topic(), record.offset(), notATombstone.getMessage());
            return Optional.empty();
        }
    }

    private static byte[] key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? NOTHING : record.key();
    }

    private static byte[] value(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? NOTHING : record.value();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(LogClients.CLOSE_TIMEOUT));
    }
}
