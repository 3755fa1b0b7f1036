package io.rollcall.lake.testkit;

import io.rollcall.event.AppEvent;
import io.rollcall.event.EventReader;
import io.rollcall.event.EventReading;
import io.rollcall.event.Limits;
import io.rollcall.event.Stamp;
import io.rollcall.event.TimeQuality;
import io.rollcall.lake.bronze.ArchivePosition;
import io.rollcall.lake.bronze.BronzeRow;
import io.rollcall.lake.bronze.BronzeRow.LogPlace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Rows of bronze for tests. */
public final class Events {
    public static final String TOPIC = "topic-1";
    public static final ArchivePosition.Topic LOG = new ArchivePosition.Topic(TOPIC, 4);
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static final EventReader READER = new EventReader(Limits.DEFAULT);

    private Events() {}

    public static BronzeRow play(int partition, long offset, long profileId, String region, Instant at) {
        return row(
                new LogPlace(TOPIC, partition, offset),
                stamp(profileId, region, "play", at, true, 60, "id-" + partition + "-" + offset),
                "{\"profile_id\":" + profileId + ",\"event_name\":\"play\",\"event_time\":" + at.toEpochMilli()
                        + ",\"region\":\"" + region + "\",\"duration_sec\":60,\"title_id\":7,\"platform\":\"tv\"}");
    }

    public static Stamp stamp(
            long profileId, String region, String name, Instant at, boolean active, int durationSec, String eventId) {
        return new Stamp(
                TimeQuality.OK,
                LocalDate.ofInstant(at, ZoneOffset.UTC),
                at.toEpochMilli(),
                OptionalLong.empty(),
                profileId,
                region,
                name,
                active,
                durationSec,
                eventId);
    }

    public static BronzeRow row(LogPlace place, Stamp stamp, String body) {
        return row(place, stamp, body, null);
    }

    static BronzeRow row(LogPlace place, Stamp stamp, String body, @Nullable String properties) {
        return new BronzeRow(
                place,
                stamp.eventTimeMillis() + 1_000,
                stamp,
                event(body),
                properties,
                ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)),
                false,
                null);
    }

    /** What an archiver reads of an event; null when it is none. */
    public static @Nullable AppEvent event(String body) {
        byte[] raw = body.getBytes(StandardCharsets.UTF_8);
        return READER.read(raw, 0, raw.length) instanceof EventReading.Read read ? read.event() : null;
    }
}
