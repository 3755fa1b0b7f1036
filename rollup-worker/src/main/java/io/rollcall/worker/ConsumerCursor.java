package io.rollcall.worker;

import io.rollcall.event.Topics;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Tells the consumer of the log, on its own polling thread and without waiting. */
@ApplicationScoped
class ConsumerCursor implements Cursor {
    private static final Logger LOG = Logger.getLogger(ConsumerCursor.class);

    private final KafkaClientService clients;
    private final FetchPosition position = new FetchPosition();

    ConsumerCursor(KafkaClientService clients) {
        this.clients = clients;
    }

    @Override
    public void seek(int partition, long offset) {
        TopicPartition where = at(partition);
        onPollingThread(where, kafka -> position.seek(kafka, where, offset));
    }

    @Override
    public void ensure(int partition, long offset) {
        TopicPartition where = at(partition);
        onPollingThread(where, kafka -> position.ensure(kafka, where, offset));
    }

    @Override
    public void pause(int partition) {
        TopicPartition where = at(partition);
        onPollingThread(where, kafka -> position.pause(kafka, where));
    }

    @Override
    public void leave(int partition) {
        TopicPartition where = at(partition);
        onPollingThread(where, kafka -> position.leave(kafka, where));
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
}
