package io.rollcall.lake.bronze;

import io.rollcall.event.AppEvent;
import io.rollcall.event.Shards;
import io.rollcall.event.Stamp;
import io.rollcall.lake.table.LakeTable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.iceberg.data.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Lays a row out as {@link LakeTable#APP_EVENT} has its columns. */
final class BronzeRecord {
    private static final GenericRecord EMPTY = GenericRecord.create(LakeTable.APP_EVENT.schema());

    private BronzeRecord() {}

    static GenericRecord of(BronzeRow row) {
        Stamp stamp = row.stamp();
        GenericRecord record = EMPTY.copy();
        int at = 0;
        record.set(at++, stamp.profileId());
        record.set(at++, field(row, AppEvent::accountId));
        record.set(at++, stamp.region());
        record.set(at++, stamp.eventName());
        record.set(at++, time(stamp.eventTimeMillis()));
        record.set(at++, stamp.dt());
        record.set(at++, stamp.eventId());
        record.set(at++, field(row, AppEvent::titleId));
        record.set(at++, row.durationSec());
        record.set(at++, row.platform());
        record.set(at++, field(row, AppEvent::appVersion));
        record.set(at++, field(row, AppEvent::deviceId));
        record.set(at++, field(row, AppEvent::sessionId));
        record.set(at++, stamp.active());
        record.set(at++, stamp.quality().code());
        record.set(at++, field(row, event -> time(event.eventTimeMillis())));
        record.set(at++, time(stamp.sentAtMillis()));
        record.set(at++, time(row.receivedAtMillis()));
        record.set(at++, row.properties());
        record.set(at++, row.raw());
        record.set(at++, Shards.shardOf(stamp.profileId()));
        record.set(at++, row.place().topicId());
        record.set(at++, row.place().partition());
        record.set(at, row.place().offset());
        return record;
    }

    private static <T> @Nullable T field(BronzeRow row, Function<AppEvent, @Nullable T> field) {
        AppEvent event = row.event();
        return event == null ? null : field.apply(event);
    }

    private static OffsetDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime time(OptionalLong millis) {
        return millis.isPresent() ? time(millis.getAsLong()) : null;
    }
}
