package io.rollcall.log.rejected;

import io.rollcall.event.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Makes what the topic of the rejected holds beside an event's bytes and its reason. */
public final class RejectedRecords {
    private static final String YES = "true";
    private static final byte[] NOTHING = {};

    private RejectedRecords() {}

    /** Adds to the headers of a rejected record what its request said beside it. */
    public static Headers withOrigin(Headers rejected, RejectedRecord.Origin origin) {
        if (origin.key() != null) {
            rejected.add(Topics.KEY_HEADER, bytes(origin.key()));
        }
        if (origin.eventId() != null) {
            rejected.add(Topics.EVENT_ID_HEADER, bytes(origin.eventId()));
        }
        origin.sentAtMillis().ifPresent(sentAt -> rejected.add(Topics.SENT_AT_HEADER, bytes(Long.toString(sentAt))));
        if (origin.isBackfill()) {
            rejected.add(Topics.BACKFILL_HEADER, bytes(YES));
        }
        return rejected;
    }

    /** The record that says of which rejected records of a partition the events have been accepted since. */
    public static ProducerRecord<byte[], byte[]> replayed(int partition, LongStream offsets, long nowMillis) {
        String text = offsets.mapToObj(Long::toString).collect(Collectors.joining(" "));
        return new ProducerRecord<>(
                Topics.APP_EVENTS_REJECTED,
                partition,
                nowMillis,
                null,
                NOTHING,
                List.of(new RecordHeader(Topics.REPLAYED_HEADER, bytes(text))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
