package io.rollcall.lake.upkeep;

import io.rollcall.lake.bronze.Bronze;
import io.rollcall.lake.day.DaySwitch;
import io.rollcall.lake.publish.Publication;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Tables;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Keeps the lake small and quick to read; no figure changes by it. Every step may be done at any time and as often as one likes,
 * while others read, archive and reconcile, and be killed at any point: what it had not finished the next one does.
 */
public final class Maintenance {
    private final Tables tables;
    private final MaintenanceSettings settings;

    public Maintenance(Tables tables, MaintenanceSettings settings) {
        this.tables = tables;
        this.settings = settings;
    }

    /** Puts small files together: those of days that are over, of thin days together, and of tables without days. Returns how many files were replaced. */
    public int compact() {
        Instant archived = Instant.ofEpochMilli(new Bronze(tables).position().asOfMillis());
        Compaction compaction = new Compaction(
                tables,
                settings.targetFileBytes(),
                dt -> archived.isAfter(
                        dt.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()),
                DaySwitch.now(tables).days());
        return onAll(compaction::of);
    }

    /**
     * The outcome of dropping events whose time is over.
     *
     * @param bronze days whose raw events were dropped; the remnants of a day, too, that was dropped before
     * @param silver days whose deduplicated events were dropped
     * @param leftOut published days that got events after raw events they need were dropped: what is published of them stays
     */
    public record Retained(List<LocalDate> bronze, List<LocalDate> silver, List<LocalDate> leftOut) {
        public Retained {
            bronze = List.copyOf(bronze);
            silver = List.copyOf(silver);
            leftOut = List.copyOf(leftOut);
        }
    }

    /** Drops the events of days whose time is over. Gold stays. */
    public Retained retain(Instant now) {
        EventRetention retention = new EventRetention(tables);
        return new Retained(
                retention.dropBronze(now.minus(Duration.ofDays(settings.bronzeDays()))),
                retention.dropSilver(now.minus(Duration.ofDays(settings.silverDays()))),
                Publication.begin(tables, now).leftOut());
    }

    /** Takes superseded counts out of gold; returns how many files. */
    public int sweepCounts(Instant now) {
        return CountSweep.of(tables, now);
    }

    /** Lets go of snapshots that nobody reads any more, and of the files that only they name. Returns how many snapshots. */
    public int expire(Instant now) {
        SnapshotExpiry expiry = new SnapshotExpiry(tables);
        return onAll(kind -> expiry.before(kind, now.minus(settings.keepSnapshots())));
    }

    /** Deletes files that killed writers left: of tables, and spilled ones. Returns how many. */
    public int sweepOrphans(Instant now) {
        OrphanFiles orphans = new OrphanFiles(tables);
        return onAll(kind -> orphans.sweep(kind, now.minus(settings.orphanAge())))
                + tables.engine().sweepSpill();
    }

    private static int onAll(ToIntFunction<LakeTable> step) {
        return Arrays.stream(LakeTable.values()).mapToInt(step).sum();
    }
}
