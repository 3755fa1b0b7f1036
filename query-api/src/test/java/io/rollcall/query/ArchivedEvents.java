package io.rollcall.query;

import io.rollcall.event.AppEvent;
import io.rollcall.event.EventReader;
import io.rollcall.event.EventReading;
import io.rollcall.event.Limits;
import io.rollcall.event.Stamp;
import io.rollcall.event.TimeQuality;
import io.rollcall.lake.Lake;
import io.rollcall.lake.bronze.ArchivePosition;
import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.Bronze;
import io.rollcall.lake.bronze.BronzeFiles;
import io.rollcall.lake.bronze.BronzeRow;
import io.rollcall.lake.bronze.BronzeRow.LogPlace;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.publish.Publication;
import io.rollcall.lake.value.MetricRun;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Fills a lake as archiver and reconciliation do, for a topic of one partition. */
public final class ArchivedEvents {
    private static final ArchivePosition.Topic LOG = new ArchivePosition.Topic("test", 1);
    private static final long PLENTY = 64 << 20;
    private static final int WATCHED_SEC = 600;
    private static final EventReader READER = new EventReader(Limits.DEFAULT);

    private final Lake lake;
    private final List<Event> collected = new ArrayList<>();

    public ArchivedEvents(Lake lake) {
        this.lake = lake;
    }

    private record Event(
            Stamp stamp,
            @Nullable String properties,
            @Nullable AppEvent event) {}

    /** An event at noon of a day; plays last ten minutes. */
    public ArchivedEvents event(LocalDate dt, String region, long profile, String name) {
        return event(dt, region, profile, name, null);
    }

    /** A profile that sees a variant of an experiment. */
    public ArchivedEvents exposed(LocalDate dt, long profile, String experiment, String variant) {
        return event(
                dt,
                "US",
                profile,
                "experiment_exposure",
                "{\"experiment\":\"" + experiment + "\",\"variant\":\"" + variant + "\"}");
    }

    /** An event of a device: its platform and the version of the app on it. */
    public ArchivedEvents eventOn(
            LocalDate dt, String region, long profile, String name, String platform, String version) {
        event(dt, region, profile, name);
        Event plain = collected.remove(collected.size() - 1);
        String body = "{\"profile_id\":" + profile + ",\"event_name\":\"" + name + "\",\"event_time\":"
                + plain.stamp().eventTimeMillis() + ",\"region\":\"" + region + "\",\"platform\":\"" + platform
                + "\",\"app_version\":\"" + version + "\"}";
        byte[] raw = body.getBytes(StandardCharsets.UTF_8);
        if (!(READER.read(raw, 0, raw.length) instanceof EventReading.Read read)) {
            throw new IllegalArgumentException("no event: " + body);
        }
        collected.add(new Event(plain.stamp(), null, read.event()));
        return this;
    }

    /** An event with properties, as the JSON object they come as. */
    public ArchivedEvents event(LocalDate dt, String region, long profile, String name, @Nullable String properties) {
        Instant noon = dt.atTime(12, 0).toInstant(ZoneOffset.UTC);
        Stamp stamp = new Stamp(
                TimeQuality.OK,
                dt,
                noon.toEpochMilli(),
                OptionalLong.empty(),
                profile,
                region,
                name,
                !name.equals("experiment_exposure"),
                name.equals("play") ? WATCHED_SEC : 0,
                dt + "-" + region + "-" + collected.size());
        collected.add(new Event(stamp, properties, null));
        return this;
    }

    /** Profiles that browsed, once each. */
    public ArchivedEvents active(LocalDate dt, String region, long firstProfile, long lastProfile) {
        for (long profile = firstProfile; profile <= lastProfile; profile++) {
            event(dt, region, profile, "browse");
        }
        return this;
    }

    /** Archives what was collected: everything received up to that time is in the lake then. */
    public ArchivedEvents archive(Instant asOf) {
        Bronze bronze = lake.bronze();
        ArchivePosition position = bronze.position();
        long offset = position.of(0).map(Reached::offset).orElse(0L);
        BronzeFiles rows = bronze.collect(PLENTY);
        for (Event event : collected) {
            rows.add(row(offset++, event));
        }
        collected.clear();
        Bronze.Outcome outcome =
                bronze.commit(position, LOG, Map.of(0, new Reached(offset, asOf.toEpochMilli())), rows);
        if (!(outcome instanceof Bronze.Outcome.Committed)) {
            throw new IllegalStateException("not archived: " + outcome);
        }
        return this;
    }

    /** Publishes what is due. */
    public ArchivedEvents publish(Instant now) {
        Publication run = lake.beginRun(now);
        List<DueDay> due = run.touched();
        run.count(due);
        run.publish(due, now);
        return this;
    }

    /** Archives, and publishes as the night after a day does. */
    public ArchivedEvents night(LocalDate after) {
        Instant time = nightAfter(after);
        return archive(time).publish(time);
    }

    /** Works the metrics out, as the night does after it has published. */
    public ArchivedEvents workOut() {
        MetricRun figures = lake.beginMetricRun();
        figures.due().forEach(figures::workOut);
        return this;
    }

    /** Archives, and counts the days that are not published. */
    public ArchivedEvents open(Instant now) {
        archive(now);
        lake.beginOpenDays(now).refresh();
        return this;
    }

    /** When the night's run after a day begins. */
    public static Instant nightAfter(LocalDate dt) {
        return dt.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(Duration.ofMinutes(150));
    }

    private static BronzeRow row(long offset, Event event) {
        return new BronzeRow(
                new LogPlace(LOG.id(), 0, offset),
                event.stamp().eventTimeMillis(),
                event.stamp(),
                event.event(),
                event.properties(),
                ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8)),
                false,
                null);
    }
}
