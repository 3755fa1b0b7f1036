package io.rollcall.worker;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The log's records as they are polled, a batch at a time, on one thread of its own. */
@ApplicationScoped
class AppEventsConsumer {
    static final String CHANNEL = "app-events";

    private final Rollup rollup;

    AppEventsConsumer(Rollup rollup) {
        this.rollup = rollup;
    }

    @Incoming(CHANNEL)
    @Blocking
    void take(ConsumerRecords<byte[], byte[]> batch) {
        for (TopicPartition partition : batch.partitions()) {
            List<LogRecord> records =
                    batch.records(partition).stream().map(LogRecord::of).toList();
            rollup.take(partition.partition(), records);
        }
    }
}
