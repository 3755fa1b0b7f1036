package io.rollcall.worker;

import io.rollcall.event.Topics;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
        TopicPartition where = new TopicPartition(Topics.APP_EVENTS, partition);
        KafkaConsumer<byte[], byte[]> consumer = clients.getConsumer(AppEventsConsumer.CHANNEL);
        if (consumer == null) {
            LOG.warnf("no consumer yet to seek in partition %d", partition);
            return;
        }
        consumer.runOnPollingThread(kafka -> {
                    // Taken away in the meantime: its next owner seeks.
                    if (kafka.assignment().contains(where)) {
                        kafka.seek(where, offset);
                    }
                })
                .subscribe()
                .with(
                        done -> LOG.debugf("partition %d: reads from offset %d", partition, offset),
                        failed -> LOG.warnf(failed, "partition %d: cannot seek to offset %d yet", partition, offset));
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
