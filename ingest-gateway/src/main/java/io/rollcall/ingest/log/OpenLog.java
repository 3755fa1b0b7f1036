package io.rollcall.ingest.log;

import io.rollcall.event.Shards;
import io.rollcall.event.Topics;
import io.rollcall.event.UnevenPartitionsException;
import io.rollcall.ingest.intake.Judgement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** A log that can be written to: one producer, shared by all requests. */
public final class OpenLog {
    private final KafkaProducer<byte[], byte[]> producer;
    private final int largestKept;
    private final AcknowledgementWatch watch = new AcknowledgementWatch();

    /**
     * Makes an open log.
     *
     * @param largestKept how much is kept of what is rejected
     */
    OpenLog(KafkaProducer<byte[], byte[]> producer, int largestKept) {
        this.producer = producer;
        this.largestKept = largestKept;
    }

    /**
     * Partitions of the topic of accepted events, as the producer knows them now: they may grow while it runs.
     *
     * @throws UnevenPartitionsException when the shards would not spread evenly over them
     */
    public int partitions() {
        int partitions = producer.partitionsFor(Topics.APP_EVENTS).size();
        Shards.requireDivisor(partitions);
        return partitions;
    }

    /**
     * Writes a request's events, the rejected before the accepted: where the topic of the rejected takes nothing the request is sent
     * again and again, and what is right in it would go onto the log each time, to be counted live more than once after a
     * while. May block for a second when the producer's buffer is full, so never call it from an event loop.
     *
     * @param worker on which the accepted are written when they have waited for the rejected
     * @return done when the broker has acknowledged every record; fails with {@link NotAcknowledgedException} otherwise
     */
    public CompletableFuture<Void> append(Judgement judgement, Receipt receipt, Executor worker) {
        List<ProducerRecord<byte[], byte[]>> records;
        try {
            records = LogRecords.of(judgement, receipt, partitions(), largestKept);
        } catch (KafkaException | UnevenPartitionsException unusable) {
            return CompletableFuture.<Void>failedFuture(new NotAcknowledgedException(unusable))
                    .whenComplete(watch);
        }
        List<ProducerRecord<byte[], byte[]>> accepted =
                records.subList(0, judgement.accepted().size());
        List<ProducerRecord<byte[], byte[]>> rejected = records.subList(accepted.size(), records.size());
        if (accepted.isEmpty() || rejected.isEmpty()) {
            return write(records);
        }
        return write(rejected).thenComposeAsync(done -> write(accepted), worker);
    }

    /**
     * Writes records that are made already; otherwise as {@link #append}.
     *
     * @param records none where all of a request's events are left out of a sample: that is acknowledged at once
     */
    public CompletableFuture<Void> write(List<ProducerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Acknowledgements acknowledgements = new Acknowledgements(records.size());
        for (ProducerRecord<byte[], byte[]> record : records) {
            if (acknowledgements.haveFailed()) {
                break;
            }
            send(record, acknowledgements);
        }
        return acknowledgements.all().whenComplete(watch);
    }

    private void send(ProducerRecord<byte[], byte[]> record, Acknowledgements acknowledgements) {
        try {
            // The callback hears all that the future would say.
            Future<RecordMetadata> unused = producer.send(record, acknowledgements);
        } catch (KafkaException | IllegalStateException refused) {
            acknowledgements.fail(refused);
        }
    }

    /** Sends what is buffered, and waits for it within the limit. */
    void close(Duration limit) {
        producer.close(limit);
    }
}
