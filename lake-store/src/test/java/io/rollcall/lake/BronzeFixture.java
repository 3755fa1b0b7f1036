package io.rollcall.lake;

import io.rollcall.lake.AppEventRow.LogPlace;
import io.rollcall.lake.ArchivePosition.Reached;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A lake whose bronze is filled by hand, as an archiver of four partitions would. */
final class BronzeFixture implements AutoCloseable {
    private static final long PLENTY = 256 << 20;

    private final Lake lake;
    private final Map<Integer, Long> offsets = new HashMap<>();

    BronzeFixture(Path directory) {
        lake = Lake.open(LakeSettings.in(directory));
    }

    Lake lake() {
        return lake;
    }

    /**
     * An event as a test thinks of it.
     *
     * @param at its corrected time
     * @param titleId null for none
     */
    record Event(
            long profileId,
            String region,
            String name,
            String eventId,
            Instant at,
            boolean active,
            int durationSec,
            @Nullable Long titleId,
            int partition) {
        static Event of(long profileId, String region, String name, String eventId, String at) {
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

        Event watching(long title, int seconds) {
            return new Event(profileId, region, name, eventId, at, active, seconds, title, partition);
        }

        Event about(long title) {
            return watching(title, durationSec);
        }

        Event passive() {
            return new Event(profileId, region, name, eventId, at, false, durationSec, titleId, partition);
        }

        Event inPartition(int other) {
            return new Event(profileId, region, name, eventId, at, active, durationSec, titleId, other);
        }

        LocalDate dt() {
            return LocalDate.ofInstant(at, ZoneOffset.UTC);
        }

        private String body() {
            return "{\"profile_id\":" + profileId + ",\"event_name\":\"" + name + "\",\"event_time\":"
                    + at.toEpochMilli() + ",\"region\":\"" + region + "\",\"duration_sec\":" + durationSec
                    + (titleId == null ? "" : ",\"title_id\":" + titleId) + ",\"platform\":\"tv\"}";
        }
    }

    /** Archives events; everything received up to that time is in bronze then. */
    void archive(Instant asOf, Event... events) {
        archive(asOf, List.of(events));
    }

    void archive(Instant asOf, List<Event> events) {
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
                    event.body()));
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

    /** Reconciles everything that is due. */
    List<PublishedDay> reconcile(Instant now) {
        GoldRun run = lake.beginRun(now);
        List<DueDay> due = run.touched();
        due.forEach(run::count);
        return run.publish(due, now);
    }

    @Override
    public void close() {
        lake.close();
    }
}
