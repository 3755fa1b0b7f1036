package io.rollcall.worker;

import io.rollcall.event.Topics;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Sends the consumer to an offset, on its own polling thread and without waiting: records that were fetched before
 * arrive first, and {@link PartitionRollup} tells them apart.
 */
@ApplicationScoped
class Seeker {
    private static final Logger LOG = Logger.getLogger(Seeker.class);

    /** A gap this soon after a seek is what was fetched before it; later, the seek got lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KafkaClientService clients;
    private final Map<Integer, Long> movedNanos = new ConcurrentHashMap<>();

    Seeker(KafkaClientService clients) {
        this.clients = clients;
    }

    void seek(int partition, long offset) {
        movedNanos.put(partition, System.nanoTime());
        TopicPartition where = at(partition);
        onPollingThread(where, kafka -> {
            kafka.seek(where, offset);
            kafka.resume(List.of(where));
        });
    }

    /** Nothing is fetched of the partition until the next seek: what came would be dropped. */
    void pause(int partition) {
        TopicPartition where = at(partition);
        onPollingThread(where, kafka -> kafka.pause(List.of(where)));
    }

    /** Away from where it stands, which the log may no longer have: Kafka would refuse every poll, of the other partitions too. */
    void leave(int partition) {
        TopicPartition where = at(partition);
        onPollingThread(where, kafka -> {
            kafka.seekToEnd(List.of(where));
            kafka.pause(List.of(where));
        });
    }

    private void onPollingThread(TopicPartition where, java.util.function.Consumer<Consumer<byte[], byte[]>> action) {
        KafkaConsumer<byte[], byte[]> consumer = clients.getConsumer(AppEventsConsumer.CHANNEL);
        if (consumer == null) {
            LOG.warnf("no consumer yet for %s", where);
            return;
        }
        consumer.runOnPollingThread(kafka -> {
                    // Taken away in the meantime: it is its next owner's.
                    if (kafka.assignment().contains(where)) {
                        action.accept(kafka);
                    }
                })
                .subscribe()
                .with(
                        done -> LOG.debugf("%s was moved", where),
                        failed -> LOG.warnf(failed, "%s cannot be moved yet", where));
    }

    private static TopicPartition at(int partition) {
        return new TopicPartition(Topics.APP_EVENTS, partition);
    }

    /** Records came in order. */
    void progressed(int partition) {
        movedNanos.put(partition, System.nanoTime());
    }

    /** Records came with a gap in front. */
    void seekAfterGap(int partition, long wanted) {
        if (isQuiet(partition)) {
            seek(partition, wanted);
        }
    }

    /** There are records to read, and none come. */
    void seekWhenStuck(PartitionRollup rollup) {
        if (isQuiet(rollup.partition())) {
            seek(rollup.partition(), rollup.next());
        }
    }

    private boolean isQuiet(int partition) {
        Long moved = movedNanos.get(partition);
        return moved == null || System.nanoTime() - moved > PATIENCE.toNanos();
    }
}
