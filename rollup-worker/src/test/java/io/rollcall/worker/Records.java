package io.rollcall.worker;

import io.rollcall.event.Shards;
import io.rollcall.event.Stamp;
import io.rollcall.log.testkit.EventLog;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Records for tests of decisions. */
final class Records {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private Records() {}

    static LogRecord played(long offset, long profileId, String eventId, Instant receivedAt) {
        return of(offset, EventLog.stamp(profileId, "US", "play", eventId, receivedAt), receivedAt);
    }

    static LogRecord of(long offset, Stamp stamp, Instant receivedAt) {
        return new LogRecord(
                offset, receivedAt.toEpochMilli(), 3, stamp, Shards.shardOf(stamp.profileId()), false, null);
    }

    static LogRecord unreadable(long offset, int shard, Instant receivedAt) {
        return new LogRecord(
                offset,
                receivedAt.toEpochMilli(),
                3,
                null,
                shard,
                false,
                new LogRecord.Unreadable(ByteBuffer.allocate(0), "no stamp"));
    }
}
