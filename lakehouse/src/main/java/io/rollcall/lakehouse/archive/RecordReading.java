package io.rollcall.lakehouse.archive;

import io.rollcall.event.ErasedProfiles;
import io.rollcall.event.EventReader;
import io.rollcall.event.EventReading;
import io.rollcall.event.Limits;
import io.rollcall.event.ProfileTexts;
import io.rollcall.event.Stamp;
import io.rollcall.lake.bronze.BronzeRow;
import io.rollcall.lake.bronze.BronzeRow.LogPlace;
import io.rollcall.log.AppEventRecords;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The meaning of a record to the archive. It is sealed: a record becomes a row, or it is counted with the reason why
 * not.
 */
sealed interface RecordReading {
    /** A record that becomes a row. */
    record Row(BronzeRow row) implements RecordReading {}

    /** Its profile was erased; the archive has no place for it either. */
    record Erased() implements RecordReading {}

    /** It has no stamp that can be read. The rollup worker keeps it on the rejected topic; the archive has no place for it. */
    record Unreadable(String why) implements RecordReading {}

    /** Reads a record and decides what it is to the archive. */
    final class Reader {
        /** The gateway has judged the event by the deployment's limits; here only memory is protected. */
        private static final int EVENT_BYTES = 16 << 20;

        private static final byte[] NOTHING = {};

        private final EventReader events = new EventReader(
                new Limits(EVENT_BYTES, EVENT_BYTES, 1, EVENT_BYTES, Integer.MAX_VALUE, Duration.ZERO, Duration.ZERO),
                ProfileTexts.READ_ELSEWHERE);

        /** @param erased the profiles whose events are left out */
        RecordReading read(String topicId, ConsumerRecord<byte[], byte[]> record, ErasedProfiles erased) {
            try {
                Stamp stamp = AppEventRecords.stamp(record);
                return erased.contains(stamp.profileId()) ? new Erased() : new Row(row(topicId, record, stamp));
            } catch (IllegalArgumentException notAStamp) {
                return new Unreadable(String.valueOf(notAStamp.getMessage()));
            }
        }

        private BronzeRow row(String topicId, ConsumerRecord<byte[], byte[]> record, Stamp stamp) {
            byte[] raw = record.value() == null ? NOTHING : record.value();
            EventReading.Read read = events.read(raw, 0, raw.length) instanceof EventReading.Read event ? event : null;
            return new BronzeRow(
                    new LogPlace(topicId, record.partition(), record.offset()),
                    record.timestamp(),
                    stamp,
                    read == null ? null : read.event(),
                    read == null ? null : PropertiesText.of(raw, read.properties()),
                    ByteBuffer.wrap(raw),
                    AppEventRecords.isBackfill(record),
                    AppEventRecords.sampling(record).orElse(null));
        }
    }
}
