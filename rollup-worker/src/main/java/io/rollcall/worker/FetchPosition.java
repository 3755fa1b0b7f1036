package io.rollcall.worker;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Moves the position from which the consumer fetches a partition, and pauses partitions, without undoing the pauses of
 * others: the connector pauses all partitions while a batch waits to be taken, and would never learn that one of them
 * goes on; its queue would then grow without a bound. For the polling thread.
 */
final class FetchPosition {
    private static final Duration KNOWN_AT_ONCE = Duration.ofMillis(100);

    /** The partitions that are paused since nobody wants their records. */
    private final Set<TopicPartition> unwanted = new HashSet<>();

    /** Fetches from that offset on. */
    void seek(Consumer<?, ?> kafka, TopicPartition where, long offset) {
        unwanted.retainAll(kafka.assignment());
        kafka.seek(where, offset);
        boolean isBusy = kafka.paused().stream().anyMatch(paused -> !unwanted.contains(paused));
        if (unwanted.remove(where) && !isBusy) { // else the connector resumes all, once it has room
            kafka.resume(List.of(where));
        }
    }

    /** Does so if something else is to be fetched next. */
    void ensure(Consumer<?, ?> kafka, TopicPartition where, long offset) {
        if (unwanted.contains(where) || !isAt(kafka, where, offset)) {
            seek(kafka, where, offset);
        }
    }

    /** Fetches nothing until the next seek, unless the connector resumes everything before. */
    void pause(Consumer<?, ?> kafka, TopicPartition where) {
        unwanted.add(where);
        kafka.pause(List.of(where));
    }

    /** The same, at the end of the log. */
    void leave(Consumer<?, ?> kafka, TopicPartition where) {
        kafka.seekToEnd(List.of(where));
        pause(kafka, where);
    }

    private static boolean isAt(Consumer<?, ?> kafka, TopicPartition where, long offset) {
        try {
            return kafka.position(where, KNOWN_AT_ONCE) == offset;
        } catch (KafkaException unknown) { // it has none, or not yet: a seek gives it one
            return false;
        }
    }
}
