package io.rollcall.ingest.log;

import io.rollcall.event.Shards;
import io.rollcall.event.Stamp;
import io.rollcall.event.StampCodec;
import io.rollcall.event.Topics;
import io.rollcall.ingest.intake.Body;
import io.rollcall.ingest.intake.EventOutcome.Accepted;
import io.rollcall.ingest.intake.EventOutcome.Rejected;
import io.rollcall.ingest.intake.Judgement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** What a judged request looks like on the log: the events' own bytes, and beside them what was decided. */
final class LogRecords {
    private LogRecords() {}

    static List<ProducerRecord<byte[], byte[]>> of(Judgement judgement, long receivedAtMillis, int partitions) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(judgement.count());
        for (Accepted event : judgement.accepted()) {
            records.add(accepted(judgement.body(), event, receivedAtMillis, partitions));
        }
        // The producer has a lock and a compressor a partition: taken in turn, each is taken once a request.
        records.sort(Comparator.comparingInt(ProducerRecord::partition));
        for (Rejected event : judgement.rejected()) {
            records.add(rejected(judgement.body(), event, receivedAtMillis));
        }
        return records;
    }

    private static ProducerRecord<byte[], byte[]> accepted(
            Body body, Accepted event, long receivedAtMillis, int partitions) {
        Stamp stamp = event.stamp();
        List<Header> headers = List.of(new RecordHeader(Topics.STAMP_HEADER, StampCodec.encode(stamp)));
        int partition = Shards.partitionOf(Shards.shardOf(stamp.profileId()), partitions);
        return new ProducerRecord<>(
                Topics.APP_EVENTS, partition, receivedAtMillis, null, body.copy(event.slice()), headers);
    }

    private static ProducerRecord<byte[], byte[]> rejected(Body body, Rejected event, long receivedAtMillis) {
        List<Header> headers = List.of(
                header(Topics.REASON_HEADER, event.rejection().reason().code()),
                header(Topics.DETAIL_HEADER, event.rejection().detail()));
        return new ProducerRecord<>(
                Topics.APP_EVENTS_REJECTED, null, receivedAtMillis, null, body.copy(event.slice()), headers);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
