package io.rollcall.log.bridge;

import io.rollcall.event.Topics;
import io.rollcall.log.AppEventsLog;
import io.rollcall.log.LogClients;
import io.rollcall.log.LogUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic that others write as one of a group, and gives each record to be brought onto the log once. Before a
 * batch is written, what it is about to be is committed beside the position; after it, the position. Whoever begins
 * between the two looks on the log for what was written of it, and leaves that out. For one thread, but for {@link
 * #wakeUp}.
 */
public final class SourceReader implements AutoCloseable {
    private static final List<String> LOG = List.of(Topics.APP_EVENTS, Topics.APP_EVENTS_REJECTED);

    private final LogClients clients;
    private final Source source;
    private final String topicId;
    private final InstantSource clock;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, PartitionBridge> bridges = new HashMap<>();
    private final List<TopicPartition> log;

    private SourceReader(
            LogClients clients,
            Source source,
            String topicId,
            InstantSource clock,
            KafkaConsumer<byte[], byte[]> consumer) {
        this.clients = clients;
        this.source = source;
        this.topicId = topicId;
        this.clock = clock;
        this.consumer = consumer;
        this.log = LOG.stream()
                .flatMap(topic -> partitionsOf(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    /**
     * What is read.
     *
     * @param topic that others write
     * @param group that the processes which read it share, and whose offsets say how far it was read
     * @param begin where a group begins that has read nothing yet
     * @param batch records that are brought onto the log together, at most
     */
    public record Source(String topic, String group, Begin begin, int batch) {
        /** Where a new group begins. */
        public enum Begin {
            EARLIEST,
            LATEST
        }
    }

    /** A record of the source, and the id of the topic that it is in: another one when the topic was made anew. */
    public record SourceRecord(ConsumerRecord<byte[], byte[]> record, String topicId) {
        public SourcePosition position() {
            return new SourcePosition(new TopicPartition(record.topic(), record.partition()), record.offset());
        }
    }

    /** Brings records onto the log. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Writes records, each with its {@link SourcePosition} and that timestamp; returns once every replica in sync
         * has them.
         *
         * @param nowMillis the time of their receipt
         */
        void write(List<SourceRecord> records, long nowMillis);
    }

    /**
     * Opens it; nothing is read yet.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer, or does not allow it
     * @throws IllegalStateException when there is no such topic
     */
    public static SourceReader open(LogClients clients, Source source, InstantSource clock) {
        String topicId = AppEventsLog.topicId(clients, source.topic());
        KafkaConsumer<byte[], byte[]> consumer = clients.member(source.group(), source.batch());
        try {
            SourceReader reader = new SourceReader(clients, source, topicId, clock, consumer);
            consumer.subscribe(List.of(source.topic()), reader.new Forgetting());
            return reader;
        } catch (RuntimeException failed) {
            consumer.close(CloseOptions.timeout(LogClients.CLOSE_TIMEOUT));
            throw failed;
        }
    }

    private List<PartitionInfo> partitionsOf(String topic) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        if (partitions == null || partitions.isEmpty()) {
            throw new LogUnavailableException("there is no topic " + topic + " yet");
        }
        return partitions;
    }

    /** What was known of a partition does not hold for its next owner, nor for us when it comes back. */
    private final class Forgetting implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            bridges.keySet().removeAll(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            bridges.keySet().removeAll(partitions);
        }
    }

    /**
     * Reads what has come, has it written, and commits how far it was read. What is thrown under way is no loss:
     * whoever opens a reader next begins at the last position.
     *
     * @param atMost how long it waits for records
     * @return how many records were read
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer or does not allow it, or another
     *     process has taken over
     * @throws IllegalStateException when records were deleted before they were read
     */
    public int turn(Duration atMost, Writer writer) {
        ConsumerRecords<byte[], byte[]> records = poll(atMost);
        if (records.isEmpty()) {
            return 0;
        }
        long now = clock.millis();
        Map<TopicPartition, Long> logEnds = consumer.endOffsets(log);
        Map<TopicPartition, OffsetAndMetadata> before = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> after = new HashMap<>();
        List<SourceRecord> unwritten = new ArrayList<>(records.count());
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> some = records.records(partition);
            PartitionBridge bridge = bridges.computeIfAbsent(partition, this::asItWasLeft);
            long next = some.get(some.size() - 1).offset() + 1;
            before.put(
                    partition,
                    new OffsetAndMetadata(
                            some.get(0).offset(),
                            bridge.before(next, now, logEnds).text()));
            some.stream()
                    .filter(record -> !bridge.isWritten(record.offset()))
                    .forEach(record -> unwritten.add(new SourceRecord(record, topicId)));
            after.put(
                    partition,
                    new OffsetAndMetadata(
                            next, bridge.after(next).map(Intent::text).orElse("")));
        }
        consumer.commitSync(before);
        if (!unwritten.isEmpty()) {
            writer.write(unwritten, now);
        }
        consumer.commitSync(after);
        return records.count();
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
        try {
            return consumer.poll(atMost);
        } catch (NoOffsetForPartitionException unread) {
            begin(unread.partitions());
            return ConsumerRecords.empty();
        } catch (OffsetOutOfRangeException gone) {
            throw new IllegalStateException(
                    "records of " + source.topic() + " were deleted before they were read ("
                            + gone.offsetOutOfRangePartitions() + "); kafka-consumer-groups --reset-offsets --group "
                            + source.group() + " lets it go on, once the loss is understood",
                    gone);
        }
    }

    /** The first position is committed at once: whoever dies before the first record begins there, and not later. */
    private void begin(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> offsets = source.begin() == Source.Begin.EARLIEST
                ? consumer.beginningOffsets(partitions)
                : consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> first = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            consumer.seek(partition, offset);
            first.put(partition, new OffsetAndMetadata(offset));
        });
        consumer.commitSync(first);
    }

    private PartitionBridge asItWasLeft(TopicPartition partition) {
        OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
        if (committed == null) {
            return new PartitionBridge(Optional.empty(), Set.of());
        }
        Optional<Intent> intent = Intent.in(committed.metadata());
        return new PartitionBridge(
                intent,
                intent.map(open -> WrittenRecords.of(clients, partition, committed.offset(), open, log))
                        .orElse(Set.of()));
    }

    /** Says how many records are known to be unread in the partitions that this process has. */
    public long lag() {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    /**
     * Ends a {@link #turn} that waits, with a {@link org.apache.kafka.common.errors.WakeupException}. From any thread.
     */
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(LogClients.CLOSE_TIMEOUT));
    }
}
