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

/** A row as a record of {@link LakeTable#APP_EVENT}. */
final class BronzeRecord {
    private static final GenericRecord EMPTY = GenericRecord.create(LakeTable.APP_EVENT.schema());

    private BronzeRecord() {}

    static GenericRecord of(BronzeRow row) {
        Stamp stamp = row.stamp();
        GenericRecord record = EMPTY.copy();
        record.setField("profile_id", stamp.profileId());
        record.setField("account_id", field(row, AppEvent::accountId));
        record.setField("region", stamp.region());
        record.setField("event_name", stamp.eventName());
        record.setField("event_time", time(stamp.eventTimeMillis()));
        record.setField("dt", stamp.dt());
        record.setField("event_id", stamp.eventId());
        record.setField("title_id", field(row, AppEvent::titleId));
        record.setField("duration_sec", row.durationSec());
        record.setField("platform", row.platform());
        record.setField("app_version", field(row, AppEvent::appVersion));
        record.setField("device_id", field(row, AppEvent::deviceId));
        record.setField("session_id", field(row, AppEvent::sessionId));
        record.setField("active", stamp.active());
        record.setField("time_quality", stamp.quality().code());
        record.setField("client_event_time", field(row, event -> time(event.eventTimeMillis())));
        record.setField("sent_at", time(stamp.sentAtMillis()));
        record.setField("received_at", time(row.receivedAtMillis()));
        record.setField("properties", row.properties());
        record.setField("raw", row.raw());
        record.setField("shard", Shards.shardOf(stamp.profileId()));
        record.setField("kafka_topic_id", row.place().topicId());
        record.setField("kafka_partition", row.place().partition());
        record.setField("kafka_offset", row.place().offset());
        record.setField("seq", field(row, AppEvent::seq));
        record.setField("sample_rate", row.sampleRate());
        record.setField("backfill", row.isBackfill());
        record.setField("sample_unit", row.sampleUnit());
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
