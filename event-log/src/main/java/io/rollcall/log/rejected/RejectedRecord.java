package io.rollcall.log.rejected;

import io.rollcall.event.Topics;
import io.rollcall.log.AppEventRecords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A refused event as the topic of the rejected holds it.
 *
 * @param place where it is
 * @param receivedAtMillis when it was refused
 * @param reason its code; not of the closed list when another producer wrote it
 * @param detail what was wrong, in words that may repeat some of the client's
 * @param origin what is known of the request that it came with
 * @param value its bytes as they came
 * @param wholeBytes how many it had, which may be more than were kept
 * @param outcome what became of it since
 */
public record RejectedRecord(
        Place place,
        long receivedAtMillis,
        String reason,
        String detail,
        Origin origin,
        ByteBuffer value,
        int wholeBytes,
        Outcome outcome) {
    private static final String UNKNOWN = "unknown";

    /** A record's place on the topic. */
    public record Place(int partition, long offset) {}

    /**
     * What is known of the request of a refused event.
     *
     * @param key the name of the write key; null when the record does not say
     * @param eventId the id of an event that names none itself; null when it does, or the record does not say
     * @param sentAtMillis the client's clock when it sent the request
     * @param isBackfill whether the request was one
     */
    public record Origin(
            @Nullable String key, @Nullable String eventId, OptionalLong sentAtMillis, boolean isBackfill) {}

    /** Says what became of a refused event. */
    public enum Outcome {
        REFUSED,
        /** A replay has brought it in. */
        ACCEPTED_SINCE
    }

    /** A record as it was written, whatever became of it since; nothing for one that says what was replayed. */
    public static Optional<RejectedRecord> read(ConsumerRecord<byte[], byte[]> record) {
        return replayed(record) == null ? Optional.of(of(record, Outcome.REFUSED)) : Optional.empty();
    }

    static RejectedRecord of(ConsumerRecord<byte[], byte[]> record, Outcome outcome) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        return new RejectedRecord(
                new Place(record.partition(), record.offset()),
                record.timestamp(),
                text(record, Topics.REASON_HEADER, UNKNOWN),
                text(record, Topics.DETAIL_HEADER, ""),
                new Origin(
                        text(record, Topics.KEY_HEADER),
                        text(record, Topics.EVENT_ID_HEADER),
                        number(text(record, Topics.SENT_AT_HEADER)),
                        AppEventRecords.isBackfill(record)),
                ByteBuffer.wrap(value),
                (int) Math.min(
                        Integer.MAX_VALUE,
                        Math.max(
                                value.length,
                                number(text(record, Topics.SIZE_HEADER)).orElse(0))),
                outcome);
    }

    /** A copy of its bytes. */
    public byte[] bytes() {
        byte[] copy = new byte[value.remaining()];
        value.duplicate().get(copy);
        return copy;
    }

    /** Says whether all its bytes were kept. */
    public boolean isWhole() {
        return wholeBytes == value.capacity();
    }

    /** The offsets that a record names which says what was replayed; null for one that is a refused event. */
    static long @Nullable [] replayed(ConsumerRecord<byte[], byte[]> record) {
        String offsets = text(record, Topics.REPLAYED_HEADER);
        return offsets == null
                ? null
                : Arrays.stream(offsets.split(" ", -1))
                        .map(RejectedRecord::number)
                        .flatMapToLong(OptionalLong::stream)
                        .toArray();
    }

    private static String text(ConsumerRecord<?, ?> record, String header, String otherwise) {
        String text = text(record, header);
        return text == null ? otherwise : text;
    }

    private static @Nullable String text(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Another producer may have written something else there. */
    private static OptionalLong number(@Nullable String text) {
        return text != null && text.matches("-?[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }
}
