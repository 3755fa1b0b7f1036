package io.rollcall.worker;

import io.rollcall.event.Reason;
import io.rollcall.event.Rejection;
import io.rollcall.event.Topics;
import io.rollcall.log.AppEventRecords;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Keeps records that cannot be read on the rejected topic, acknowledged, before the fence may pass them. */
@ApplicationScoped
class UnreadableRecords {
    static final String CHANNEL = "unreadable-records";

    private static final Logger LOG = Logger.getLogger(UnreadableRecords.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final MutinyEmitter<byte[]> rejected;
    private final Backoff backoff;

    UnreadableRecords(@Channel(CHANNEL) MutinyEmitter<byte[]> rejected, Backoff backoff) {
        this.rejected = rejected;
        this.backoff = backoff;
    }

    /**
     * Parks the unreadable ones among judged records, trying until Kafka has them.
     *
     * @return false when the service is stopping before it has
     */
    boolean park(int partition, List<JudgedRecord> records) {
        for (JudgedRecord judged : records) {
            LogRecord.Unreadable unreadable = judged.record().unreadable();
            if (unreadable != null && !park(partition, judged.record(), unreadable)) {
                return false;
            }
        }
        return true;
    }

    private boolean park(int partition, LogRecord record, LogRecord.Unreadable unreadable) {
        LOG.warnf("partition %d, offset %d: %s", partition, record.offset(), unreadable.why());
        Backoff.Attempts attempts = backoff.begin();
        while (true) {
            try {
                rejected.sendMessage(message(partition, record, unreadable))
                        .await()
                        .atMost(TIMEOUT);
                return true;
            } catch (TimeoutException | CompletionException | org.apache.kafka.common.KafkaException notKept) {
                if (!attempts.pause("an unreadable record cannot be parked", String.valueOf(notKept.getMessage()))) {
                    return false;
                }
            }
        }
    }

    private static Message<byte[]> message(int partition, LogRecord record, LogRecord.Unreadable unreadable) {
        Rejection rejection = new Rejection(
                Reason.SCHEMA_VIOLATION,
                Topics.APP_EVENTS + "-" + partition + "@" + record.offset() + " " + unreadable.why());
        return Message.of(unreadable.value().array())
                .addMetadata(OutgoingKafkaRecordMetadata.builder()
                        .withHeaders(AppEventRecords.rejected(rejection))
                        .withTimestamp(Instant.ofEpochMilli(record.receivedAtMillis()))
                        .build());
    }
}
