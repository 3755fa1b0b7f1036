package io.rollcall.worker;

import io.rollcall.event.Shards;
import io.rollcall.event.Stamp;
import io.rollcall.log.AppEventRecords;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log as the rollup needs it.
 *
 * @param offset in its partition
 * @param receivedAtMillis its timestamp
 * @param leaderEpoch of the leader that wrote it, -1 when not known
 * @param stamp what the gateway decided; null when the record has none that can be read
 * @param shard of the profile; an unreadable record counts in its partition's first shard
 * @param backfill whether it came in as history, not from somebody who is there
 * @param unreadable what stands there instead of a stamp; null when there is one
 */
record LogRecord(
        long offset,
        long receivedAtMillis,
        int leaderEpoch,
        @Nullable Stamp stamp,
        int shard,
        boolean backfill,
        @Nullable Unreadable unreadable) {

    /** A record's bytes as they came, and why they cannot be counted. */
    record Unreadable(ByteBuffer value, String why) {}

    private static final byte[] NOTHING = {};

    static LogRecord of(ConsumerRecord<byte[], byte[]> record) {
        int epoch = record.leaderEpoch().orElse(-1);
        try {
            Stamp stamp = AppEventRecords.stamp(record);
            return new LogRecord(
                    record.offset(),
                    record.timestamp(),
                    epoch,
                    stamp,
                    Shards.shardOf(stamp.profileId()),
                    AppEventRecords.isBackfill(record),
                    null);
        } catch (IllegalArgumentException notAStamp) {
            return unreadable(record, epoch, String.valueOf(notAStamp.getMessage()));
        }
    }

    private static LogRecord unreadable(ConsumerRecord<byte[], byte[]> record, int epoch, String why) {
        return new LogRecord(
                record.offset(),
                record.timestamp(),
                epoch,
                null,
                record.partition() % Shards.COUNT,
                false,
                new Unreadable(ByteBuffer.wrap(record.value() == null ? NOTHING : record.value()), why));
    }
}
