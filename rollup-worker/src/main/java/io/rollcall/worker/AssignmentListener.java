package io.rollcall.worker;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Learns which partitions are this worker's. Runs on Kafka's polling thread, so it only takes note: where to begin is read
 * from Redis by {@link Rollup}, which then seeks. Until then the consumer waits at the end of the log; the group's
 * committed offsets are never a place to begin.
 */
@ApplicationScoped
@Identifier(AssignmentListener.NAME)
class AssignmentListener implements KafkaConsumerRebalanceListener {
    static final String NAME = "rollup";

    private static final Logger LOG = Logger.getLogger(AssignmentListener.class);

    private final Rollup rollup;
    private final Heartbeat heartbeat;

    AssignmentListener(Rollup rollup, Heartbeat heartbeat) {
        this.rollup = rollup;
        this.heartbeat = heartbeat;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        consumer.seekToEnd(partitions);
        rollup.assign(numbers(partitions));
        if (!partitions.isEmpty()) {
            LOG.infof("partitions %s are this worker's now", numbers(partitions));
            heartbeat.soon();
        }
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        rollup.revoke(numbers(partitions));
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        rollup.revoke(numbers(partitions));
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).sorted().toList();
    }
}
