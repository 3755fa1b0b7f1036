package io.rollcall.log;

import io.rollcall.event.Rejection;
import io.rollcall.event.Sampling;
import io.rollcall.event.Shards;
import io.rollcall.event.Stamp;
import io.rollcall.event.StampCodec;
import io.rollcall.event.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Makes and reads the records that hold events on the log: an event's own bytes and, beside them in headers, what was
 * decided.
 */
public final class AppEventRecords {
    private static final String YES = "true";

    private AppEventRecords() {}

    /** The record of an accepted event. */
    public static ProducerRecord<byte[], byte[]> accepted(
            Stamp stamp, byte[] event, long receivedAtMillis, int partitions) {
        List<Header> headers = List.of(new RecordHeader(Topics.STAMP_HEADER, StampCodec.encode(stamp)));
        int partition = Shards.partitionOf(Shards.shardOf(stamp.profileId()), partitions);
        return new ProducerRecord<>(Topics.APP_EVENTS, partition, receivedAtMillis, null, event, headers);
    }

    /** Marks the record of an event that came in as history. */
    public static ProducerRecord<byte[], byte[]> ofBackfill(ProducerRecord<byte[], byte[]> accepted) {
        accepted.headers().add(Topics.BACKFILL_HEADER, bytes(YES));
        return accepted;
    }

    /** Says whether a record's event came in as history. */
    public static boolean isBackfill(ConsumerRecord<?, ?> record) {
        return record.headers().lastHeader(Topics.BACKFILL_HEADER) != null;
    }

    /** Marks the record of an event of which the door keeps only a share. */
    public static ProducerRecord<byte[], byte[]> ofSample(ProducerRecord<byte[], byte[]> accepted, Sampling sampling) {
        accepted.headers()
                .add(
                        Topics.SAMPLE_HEADER,
                        bytes(sampling.rate() + " " + sampling.unit().code()));
        return accepted;
    }

    /** Says which share of such events the door keeps; nothing where it keeps all, or the record says nothing that can be read. */
    public static Optional<Sampling> sampling(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(Topics.SAMPLE_HEADER);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        String[] said = new String(header.value(), StandardCharsets.UTF_8).split(" ", 2);
        try {
            Sampling.Unit unit = Sampling.Unit.ofCode(said[said.length - 1]);
            return unit == null ? Optional.empty() : Optional.of(new Sampling(Double.parseDouble(said[0]), unit));
        } catch (IllegalArgumentException another) {
            // Of another producer; the gateway writes none such.
            return Optional.empty();
        }
    }

    /** The headers of a record on the topic of the rejected. */
    public static Headers rejected(Rejection rejection) {
        return new RecordHeaders()
                .add(Topics.REASON_HEADER, bytes(rejection.reason().code()))
                .add(Topics.DETAIL_HEADER, bytes(rejection.detail()));
    }

    /** The headers of a record that keeps only the beginning of what was rejected, which has so many bytes. */
    public static Headers rejectedExcerpt(Rejection rejection, int bytes) {
        return rejected(rejection).add(Topics.SIZE_HEADER, bytes(Integer.toString(bytes)));
    }

    /**
     * Says what the gateway decided about a record's event.
     *
     * @throws IllegalArgumentException when the record has no stamp that can be read
     */
    public static Stamp stamp(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(Topics.STAMP_HEADER);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("has no header " + Topics.STAMP_HEADER);
        }
        return StampCodec.decode(header.value());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
