package io.rollcall.ingest.log;

import io.rollcall.event.Topics;
import io.rollcall.ingest.intake.Body;
import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import io.rollcall.ingest.intake.EventOutcome.Accepted;
import io.rollcall.ingest.intake.EventOutcome.Rejected;
import io.rollcall.ingest.intake.Judgement;
import io.rollcall.ingest.intake.Slice;
import io.rollcall.log.AppEventRecords;
import io.rollcall.log.rejected.RejectedRecord;
import io.rollcall.log.rejected.RejectedRecords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** The records of a judged request, accepted and rejected. */
public final class LogRecords {
    private LogRecords() {}

    /**
     * Makes the records, those of the accepted first, which go on the log with {@link OpenLog#write}.
     *
     * @param partitions of the topic of accepted events
     * @param largestKept bytes that are kept of what is rejected
     */
    public static List<ProducerRecord<byte[], byte[]>> of(
            Judgement judgement, Receipt receipt, int partitions, int largestKept) {
        Body body = judgement.body();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(judgement.count());
        for (Accepted event : judgement.accepted()) {
            records.add(accepted(
                    event,
                    body.copy(event.slice()),
                    receipt.atMillis(),
                    judgement.age() == AgeLimit.WAIVED,
                    partitions));
        }
        // The producer has a lock and a compressor a partition: taken in turn, each is taken once a request.
        records.sort(Comparator.comparingInt(ProducerRecord::partition));
        for (Rejected event : judgement.rejected()) {
            records.add(rejected(body, event, receipt.atMillis(), origin(judgement, event, receipt), largestKept));
        }
        return records;
    }

    /**
     * Makes the record of an accepted event.
     *
     * @param bytes the event as it was sent
     * @param isBackfill whether it comes in as history
     */
    public static ProducerRecord<byte[], byte[]> accepted(
            Accepted event, byte[] bytes, long receivedAtMillis, boolean isBackfill, int partitions) {
        ProducerRecord<byte[], byte[]> record =
                AppEventRecords.accepted(event.stamp(), bytes, receivedAtMillis, partitions);
        if (event.sampling() != null) {
            AppEventRecords.ofSample(record, event.sampling());
        }
        return isBackfill ? AppEventRecords.ofBackfill(record) : record;
    }

    /**
     * Makes the record of a rejected event: what is larger than any event may be can never be one, and of that the
     * beginning says enough.
     */
    private static ProducerRecord<byte[], byte[]> rejected(
            Body body, Rejected event, long receivedAtMillis, RejectedRecord.Origin origin, int largestKept) {
        Slice slice = event.slice();
        boolean isKeptWhole = slice.length() <= largestKept;
        Headers headers = isKeptWhole
                ? AppEventRecords.rejected(event.rejection())
                : AppEventRecords.rejectedExcerpt(event.rejection(), slice.length());
        return new ProducerRecord<>(
                Topics.APP_EVENTS_REJECTED,
                null,
                receivedAtMillis,
                null,
                body.copy(isKeptWhole ? slice : new Slice(slice.offset(), largestKept)),
                RejectedRecords.withOrigin(headers, origin));
    }

    private static RejectedRecord.Origin origin(Judgement judgement, Rejected event, Receipt receipt) {
        return new RejectedRecord.Origin(
                receipt.key(), event.derivedId(), receipt.sentAtMillis(), judgement.age() == AgeLimit.WAIVED);
    }
}
