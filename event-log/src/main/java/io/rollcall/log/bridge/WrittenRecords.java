package io.rollcall.log.bridge;

import io.rollcall.log.LogClients;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Looks on the log for what an earlier life of a bridge has written: from where the log ended when that life began a
 * batch, to where nothing of it can lie any more. For one thread.
 */
final class WrittenRecords {
    /**
     * After the batch began, in the timestamps of the log: by then a producer has given up, whatever the gateways'
     * clocks are apart. Without it, a bridge that stood still for a day would read a day of everybody's events.
     */
    static final Duration SETTLED = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition source;
    private final long begin;
    private final Intent intent;
    private final Set<Long> found = new HashSet<>();

    private WrittenRecords(KafkaConsumer<byte[], byte[]> consumer, TopicPartition source, long begin, Intent intent) {
        this.consumer = consumer;
        this.source = source;
        this.begin = begin;
        this.intent = intent;
    }

    /**
     * The offsets of a partition of the source, from one on, that are on the log already.
     *
     * @param log every partition that may be written to; one that has come since is looked at from its beginning
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
     */
    static Set<Long> of(
            LogClients clients, TopicPartition source, long begin, Intent intent, Collection<TopicPartition> log) {
        KafkaConsumer<byte[], byte[]> consumer = clients.consumer("bridge-look", "none", Map.of());
        try {
            WrittenRecords written = new WrittenRecords(consumer, source, begin, intent);
            written.look(log);
            return written.found;
        } finally {
            consumer.close(CloseOptions.timeout(LogClients.CLOSE_TIMEOUT));
        }
    }

    private void look(Collection<TopicPartition> log) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(log);
        Map<TopicPartition, Long> unread = new HashMap<>(consumer.endOffsets(log));
        consumer.assign(log);
        for (TopicPartition partition : log) {
            consumer.seek(
                    partition,
                    Math.max(begins.getOrDefault(partition, 0L), intent.from().getOrDefault(partition, 0L)));
        }
        long deadline = System.nanoTime() + LogClients.TIMEOUT.toNanos();
        while (hasMore(unread)) {
            int before = unread.size();
            boolean came = false;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                came = true;
                take(record, unread);
            }
            if (came || unread.size() < before) {
                deadline = System.nanoTime() + LogClients.TIMEOUT.toNanos();
            } else if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("what a bridge has written before cannot be read back in time");
            }
        }
    }

    /** Leaves out the partitions that are read to their end. */
    private boolean hasMore(Map<TopicPartition, Long> unread) {
        unread.entrySet().removeIf(partition -> consumer.position(partition.getKey()) >= partition.getValue());
        return !unread.isEmpty();
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, Long> unread) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (!unread.containsKey(partition)) {
            return;
        }
        if (record.timestamp() > intent.atMillis() + SETTLED.toMillis()) {
            unread.remove(partition);
            consumer.pause(Set.of(partition));
            return;
        }
        Optional<SourcePosition> from = SourcePosition.in(record.headers());
        if (from.isPresent()
                && from.get().partition().equals(source)
                && from.get().offset() >= begin
                && from.get().offset() < intent.end()) {
            found.add(from.get().offset());
        }
    }
}
