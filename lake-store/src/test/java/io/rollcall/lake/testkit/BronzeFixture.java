package io.rollcall.lake.testkit;

import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.Bronze;
import io.rollcall.lake.bronze.BronzeFiles;
import io.rollcall.lake.bronze.BronzeRow.LogPlace;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.metric.MetricList;
import io.rollcall.lake.publish.Publication;
import io.rollcall.lake.table.Tables;
import io.rollcall.lake.upkeep.MaintenanceSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A lake whose bronze is filled by hand, as an archiver of four partitions would. */
public final class BronzeFixture implements AutoCloseable {
    private static final long PLENTY = 256 << 20;
    private static final int RAW_EVENTS_STAY = 400;

    private final Tables tables;
    private final Lake lake;
    private final Map<Integer, Long> offsets = new HashMap<>();

    public BronzeFixture(Path directory) {
        this(directory, MetricList.OF_THE_PROGRAM);
    }

    /** A lake with metrics of its own. */
    public BronzeFixture(Path directory, MetricList metrics) {
        LakeSettings settings = LakeSettings.in(directory);
        tables = Tables.open(settings.directory(), settings.engine());
        lake = new Lake(tables, metrics);
    }

    public Lake lake() {
        return lake;
    }

    /** What the lake stands on. */
    public Tables tables() {
        return tables;
    }

    /**
     * An event as a test thinks of it.
     *
     * @param at its corrected time
     * @param titleId null for none
     * @param properties a JSON object, null for none
     * @param accountId null for none
     */
    public record Event(
            long profileId,
            String region,
            String name,
            String eventId,
            Instant at,
            boolean active,
            int durationSec,
            @Nullable Long titleId,
            int partition,
            @Nullable String properties,
            @Nullable Long accountId) {
        public Event(
                long profileId,
                String region,
                String name,
                String eventId,
                Instant at,
                boolean active,
                int durationSec,
                @Nullable Long titleId,
                int partition,
                @Nullable String properties) {
            this(profileId, region, name, eventId, at, active, durationSec, titleId, partition, properties, null);
        }

        public Event(
                long profileId,
                String region,
                String name,
                String eventId,
                Instant at,
                boolean active,
                int durationSec,
                @Nullable Long titleId,
                int partition) {
            this(profileId, region, name, eventId, at, active, durationSec, titleId, partition, null);
        }

        public static Event of(long profileId, String region, String name, String eventId, String at) {
            return new Event(
                    profileId,
                    region,
                    name,
                    eventId,
                    Instant.parse(at),
                    true,
                    0,
                    null,
                    Math.toIntExact(profileId % Events.LOG.partitions()));
        }

        public Event watching(long title, int seconds) {
            return new Event(profileId, region, name, eventId, at, active, seconds, title, partition, null, accountId);
        }

        public Event about(long title) {
            return watching(title, durationSec);
        }

        public Event passive() {
            return new Event(
                    profileId, region, name, eventId, at, false, durationSec, titleId, partition, null, accountId);
        }

        public Event inPartition(int other) {
            return new Event(
                    profileId, region, name, eventId, at, active, durationSec, titleId, other, null, accountId);
        }

        public Event saying(String json) {
            return new Event(
                    profileId, region, name, eventId, at, active, durationSec, titleId, partition, json, accountId);
        }

        public Event ofAccount(long account) {
            return new Event(
                    profileId, region, name, eventId, at, active, durationSec, titleId, partition, properties, account);
        }

        public LocalDate dt() {
            return LocalDate.ofInstant(at, ZoneOffset.UTC);
        }

        private String body() {
            return "{\"profile_id\":" + profileId + ",\"event_name\":\"" + name + "\",\"event_time\":"
                    + at.toEpochMilli() + ",\"region\":\"" + region + "\",\"duration_sec\":" + durationSec
                    + (titleId == null ? "" : ",\"title_id\":" + titleId)
                    + (accountId == null ? "" : ",\"account_id\":" + accountId)
                    + (properties == null ? "" : ",\"properties\":" + properties) + ",\"platform\":\"tv\"}";
        }
    }

    /** Archives events; everything received up to that time is in bronze then. */
    public void archive(Instant asOf, Event... events) {
        archive(asOf, List.of(events));
    }

    public void archive(Instant asOf, List<Event> events) {
        Bronze bronze = lake.bronze();
        BronzeFiles rows = bronze.collect(PLENTY);
        for (Event event : events) {
            long offset = offsets.merge(event.partition(), 1L, Long::sum) - 1;
            rows.add(Events.row(
                    new LogPlace(Events.TOPIC, event.partition(), offset),
                    Events.stamp(
                            event.profileId(),
                            event.region(),
                            event.name(),
                            event.at(),
                            event.active(),
                            event.durationSec(),
                            event.eventId()),
                    event.body(),
                    event.properties()));
        }
        Map<Integer, Reached> moved = new HashMap<>();
        for (int partition = 0; partition < Events.LOG.partitions(); partition++) {
            moved.put(partition, new Reached(offsets.getOrDefault(partition, 0L), asOf.toEpochMilli()));
        }
        Bronze.Outcome outcome = bronze.commit(bronze.position(), Events.LOG, moved, rows);
        if (!(outcome instanceof Bronze.Outcome.Committed)) {
            throw new IllegalStateException("not archived: " + outcome);
        }
    }

    /** Drops the deduplicated events of days whose last event was received before a time; says which. */
    public List<LocalDate> keepSilverSince(Instant limit) {
        return keepSilverSince(lake, limit);
    }

    public static List<LocalDate> keepSilverSince(Lake lake, Instant limit) {
        MaintenanceSettings settings =
                new MaintenanceSettings(1, Duration.ofDays(1), Duration.ofDays(1), RAW_EVENTS_STAY, 1);
        return lake.maintenance(settings).retain(limit.plus(Duration.ofDays(1))).silver();
    }

    /** Reconciles everything that is due. */
    public List<PublishedDay> reconcile(Instant now) {
        Publication run = lake.beginRun(now);
        List<DueDay> due = run.touched();
        run.count(due);
        return run.publish(due, now);
    }

    @Override
    public void close() {
        lake.close();
    }
}
