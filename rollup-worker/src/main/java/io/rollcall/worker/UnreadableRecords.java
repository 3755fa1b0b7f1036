package io.rollcall.worker;

import io.rollcall.event.Reason;
import io.rollcall.event.Rejection;
import io.rollcall.event.Topics;
import io.rollcall.log.AppEventRecords;
import io.rollcall.log.trouble.LogTrouble;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Keeps records that cannot be read on the rejected topic, acknowledged, before the fence may pass them. */
@ApplicationScoped
class UnreadableRecords implements Parking {
    static final String CHANNEL = "unreadable-records";

    private static final Logger LOG = Logger.getLogger(UnreadableRecords.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int EXCERPT_BYTES = 32 << 10;

    private final MutinyEmitter<byte[]> rejected;

    UnreadableRecords(@Channel(CHANNEL) MutinyEmitter<byte[]> rejected) {
        this.rejected = rejected;
    }

    @Override
    public Optional<Trouble> park(int partition, List<JudgedRecord> records) {
        for (JudgedRecord judged : records) {
            LogRecord.Unreadable unreadable = judged.record().unreadable();
            if (unreadable != null) {
                Optional<Trouble> trouble = park(partition, judged.record(), unreadable);
                if (trouble.isPresent()) {
                    return trouble;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Trouble> park(int partition, LogRecord record, LogRecord.Unreadable unreadable) {
        LOG.warnf("partition %d, offset %d: %s", partition, record.offset(), unreadable.why());
        try {
            send(message(partition, record, unreadable, Integer.MAX_VALUE));
            return Optional.empty();
        } catch (RecordTooLargeException tooLarge) {
            return parkExcerpt(partition, record, unreadable);
        } catch (KafkaException | TimeoutException notKept) {
            return Optional.of(notParked(record, notKept));
        }
    }

    /** Larger than what the topic of the rejected takes: the beginning says enough. */
    private Optional<Trouble> parkExcerpt(int partition, LogRecord record, LogRecord.Unreadable unreadable) {
        try {
            send(message(partition, record, unreadable, EXCERPT_BYTES));
            return Optional.empty();
        } catch (KafkaException | TimeoutException notKept) {
            return Optional.of(notParked(record, notKept));
        }
    }

    private void send(Message<byte[]> message) {
        try {
            rejected.sendMessage(message).await().atMost(TIMEOUT);
        } catch (CompletionException failed) {
            // What is no exception of Kafka's is nothing that waiting mends.
            throw failed.getCause() instanceof KafkaException kafka ? kafka : failed;
        }
    }

    private static Trouble notParked(LogRecord record, RuntimeException notKept) {
        return Trouble.passing("the unreadable record at offset " + record.offset() + " cannot be parked ("
                + LogTrouble.of(notKept) + ")");
    }

    private static Message<byte[]> message(
            int partition, LogRecord record, LogRecord.Unreadable unreadable, int mostBytes) {
        Rejection rejection = new Rejection(
                Reason.SCHEMA_VIOLATION,
                Topics.APP_EVENTS + "-" + partition + "@" + record.offset() + " " + unreadable.why());
        byte[] value = unreadable.value().array();
        boolean isWhole = value.length <= mostBytes;
        return Message.of(isWhole ? value : Arrays.copyOf(value, mostBytes))
                .addMetadata(OutgoingKafkaRecordMetadata.builder()
                        .withHeaders(
                                isWhole
                                        ? AppEventRecords.rejected(rejection)
                                        : AppEventRecords.rejectedExcerpt(rejection, value.length))
                        .withTimestamp(Instant.ofEpochMilli(record.receivedAtMillis()))
                        .build());
    }
}
