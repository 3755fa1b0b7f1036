package io.rollcall.ingest.log;

import io.rollcall.event.Topics;
import io.rollcall.ingest.intake.Body;
import io.rollcall.ingest.intake.EventOutcome.Accepted;
import io.rollcall.ingest.intake.EventOutcome.Rejected;
import io.rollcall.ingest.intake.Judgement;
import io.rollcall.log.AppEventRecords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The records of a judged request, accepted and rejected. */
final class LogRecords {
    private LogRecords() {}

    static List<ProducerRecord<byte[], byte[]>> of(Judgement judgement, long receivedAtMillis, int partitions) {
        Body body = judgement.body();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(judgement.count());
        for (Accepted event : judgement.accepted()) {
            records.add(
                    AppEventRecords.accepted(event.stamp(), body.copy(event.slice()), receivedAtMillis, partitions));
        }
        // The producer has a lock and a compressor a partition: taken in turn, each is taken once a request.
        records.sort(Comparator.comparingInt(ProducerRecord::partition));
        for (Rejected event : judgement.rejected()) {
            records.add(new ProducerRecord<>(
                    Topics.APP_EVENTS_REJECTED,
                    null,
                    receivedAtMillis,
                    null,
                    body.copy(event.slice()),
                    AppEventRecords.rejected(event.rejection())));
        }
        return records;
    }
}
