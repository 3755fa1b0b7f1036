package io.rollcall.log.rejected;

import io.rollcall.event.Topics;
import io.rollcall.log.LogClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topic of the rejected from its end backwards, piece by piece: what is newest comes first, and what was said of a
 * record later is known before the record comes. For one thread.
 */
public final class RejectedReader implements AutoCloseable {
    /** Records of a piece. Each is as large as an event may be, but for those of other producers. */
    static final int PIECE = 2_000;

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;

    private RejectedReader(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Opens it; nothing is read yet. */
    public static RejectedReader open(LogClients clients) {
        return new RejectedReader(clients.consumer("rejected", "earliest", Map.of("max.poll.records", PIECE)));
    }

    /**
     * What is read at the most.
     *
     * @param bytes of the records, after which no further piece is begun
     * @param time likewise
     */
    public record Bounds(long bytes, Duration time) {}

    /** Takes what is read. */
    @FunctionalInterface
    public interface Taker {
        /** Takes the refused events of a piece of one partition, the newest first. */
        void take(int partition, List<RejectedRecord> records);
    }

    /**
     * The result of reading.
     *
     * @param since everything received from then on was read: what was asked for, or later when a bound was met first
     * @param isWhole whether all was read that was asked for
     */
    public record Reach(Instant since, boolean isWhole) {}

    /**
     * Reads what was refused from one instant on and before another. What was said of it later is read in any case.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
     */
    public Reach read(Instant from, Instant to, Bounds bounds, Taker taker) {
        return new Scan(from.toEpochMilli(), to.toEpochMilli(), bounds, taker).run();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(LogClients.CLOSE_TIMEOUT));
    }

    /** One reading. */
    private final class Scan {
        private final long fromMillis;
        private final long toMillis;
        private final long mostBytes;
        private final long deadline;
        private final Taker taker;
        private final List<Unread> partitions = new ArrayList<>();
        private long bytes;

        Scan(long fromMillis, long toMillis, Bounds bounds, Taker taker) {
            this.fromMillis = fromMillis;
            this.toMillis = toMillis;
            this.mostBytes = bounds.bytes();
            this.deadline = System.nanoTime() + bounds.time().toNanos();
            this.taker = taker;
        }

        Reach run() {
            long now = System.currentTimeMillis();
            open(now);
            boolean isBounded = false;
            while (!isBounded && partitions.stream().anyMatch(Unread::hasMore)) {
                for (Unread partition : partitions) {
                    isBounded = isBounded || bytes >= mostBytes || System.nanoTime() - deadline >= 0;
                    if (!isBounded && partition.hasMore()) {
                        isBounded = !piece(partition);
                    }
                }
            }
            long since = partitions.stream()
                    .filter(Unread::hasMore)
                    .mapToLong(unread -> unread.sinceMillis)
                    .max()
                    .orElse(fromMillis);
            return new Reach(
                    Instant.ofEpochMilli(Math.max(fromMillis, since)),
                    partitions.stream().noneMatch(Unread::hasMore));
        }

        private void open(long now) {
            List<PartitionInfo> topic = consumer.partitionsFor(Topics.APP_EVENTS_REJECTED);
            Map<TopicPartition, Long> wanted = new HashMap<>();
            for (PartitionInfo one : topic == null ? List.<PartitionInfo>of() : topic) {
                wanted.put(new TopicPartition(one.topic(), one.partition()), fromMillis);
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(wanted.keySet());
            Map<TopicPartition, @Nullable OffsetAndTimestamp> begins = consumer.offsetsForTimes(wanted);
            ends.forEach((partition, end) -> {
                OffsetAndTimestamp begin = begins.get(partition);
                partitions.add(new Unread(partition, begin == null ? end : begin.offset(), end, now));
            });
        }

        /** Reads the last piece that is unread; false when it does not come in time. */
        private boolean piece(Unread unread) {
            long start = Math.max(unread.begin, unread.end - PIECE);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            consumer.assign(List.of(unread.partition));
            consumer.seek(unread.partition, start);
            while (consumer.position(unread.partition) < unread.end) {
                if (System.nanoTime() - deadline >= 0) {
                    return false;
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < unread.end) {
                        records.add(record);
                        bytes += Math.max(0, record.serializedValueSize());
                    }
                }
            }
            unread.end = start;
            taker.take(unread.partition.partition(), newestFirst(records, unread));
            return true;
        }

        private List<RejectedRecord> newestFirst(List<ConsumerRecord<byte[], byte[]>> records, Unread unread) {
            List<RejectedRecord> events = new ArrayList<>(records.size());
            for (int at = records.size() - 1; at >= 0; at--) {
                ConsumerRecord<byte[], byte[]> record = records.get(at);
                unread.sinceMillis = Math.min(unread.sinceMillis, record.timestamp());
                long[] replayed = RejectedRecord.replayed(record);
                if (replayed != null) {
                    unread.remember(replayed);
                } else {
                    RejectedRecord.Outcome outcome = unread.outcome(record.offset());
                    if (record.timestamp() >= fromMillis && record.timestamp() < toMillis) {
                        events.add(RejectedRecord.of(record, outcome));
                    }
                }
            }
            return events;
        }
    }

    /** What is unread of a partition. */
    private static final class Unread {
        private final TopicPartition partition;
        private final long begin;
        private final Set<Long> replayed = new HashSet<>();
        private long end;
        private long sinceMillis;

        Unread(TopicPartition partition, long begin, long end, long nowMillis) {
            this.partition = partition;
            this.begin = begin;
            this.end = end;
            this.sinceMillis = nowMillis;
        }

        boolean hasMore() {
            return end > begin;
        }

        void remember(long[] offsets) {
            for (long offset : offsets) {
                replayed.add(offset);
            }
        }

        /** Asked once for each record, which is forgotten then. */
        RejectedRecord.Outcome outcome(long offset) {
            return replayed.remove(offset) ? RejectedRecord.Outcome.ACCEPTED_SINCE : RejectedRecord.Outcome.REFUSED;
        }
    }
}
