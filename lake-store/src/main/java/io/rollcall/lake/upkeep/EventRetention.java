package io.rollcall.lake.upkeep;

import io.rollcall.lake.bronze.DroppedDays;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.DaySwitch;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.table.GuardedOperations;
import io.rollcall.lake.table.HighestValues;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Partitions;
import io.rollcall.lake.table.PlannedFiles;
import io.rollcall.lake.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Drops the events of whole days once their time is over. The time runs from the receipt of a day's last event, so that what
 * was backfilled is kept as long as what came in time. Gold stays.
 */
final class EventRetention {
    private final Tables tables;

    EventRetention(Tables tables) {
        this.tables = tables;
    }

    /** The files that a table has of a day. */
    private record Held(List<DataFile> files, Instant lastReceived, long sequence) {
        static Held of(DataFile file, Instant received) {
            return new Held(List.of(file), received, file.dataSequenceNumber());
        }

        Held and(Held other) {
            List<DataFile> all = new ArrayList<>(files);
            all.addAll(other.files);
            return new Held(
                    all,
                    lastReceived.isAfter(other.lastReceived) ? lastReceived : other.lastReceived,
                    Math.max(sequence, other.sequence));
        }
    }

    /**
     * Drops raw events: of days that are settled and shown from gold, and remnants of days that were dropped before.
     *
     * @param limit days whose last event was received before it
     */
    List<LocalDate> dropBronze(Instant limit) {
        Table table = tables.table(LakeTable.APP_EVENT);
        SortedSet<LocalDate> dropped = DroppedDays.read(table.properties());
        SortedMap<LocalDate, Held> over = over(table, limit);
        if (over.isEmpty()) {
            return List.of();
        }
        Map<LocalDate, PublishedDay> published = DaySwitch.now(tables).days();
        Set<PublishedRun> counted = counted();
        over.entrySet()
                .removeIf(day -> !dropped.contains(day.getKey())
                        && !isSettled(Optional.ofNullable(published.get(day.getKey())), day.getValue(), counted));
        if (over.isEmpty()) {
            return List.of();
        }
        SortedSet<LocalDate> all = new TreeSet<>(dropped);
        all.addAll(over.keySet());
        Transaction transaction = GuardedOperations.transaction(table, base -> {
            if (!DroppedDays.read(base.properties()).equals(dropped)) {
                throw new ValidationException("another retention has dropped days meanwhile");
            }
        });
        delete(transaction.newDelete(), over);
        UpdateProperties marks = transaction.updateProperties();
        DroppedDays.write(all).forEach(marks::set);
        marks.commit();
        return committed(transaction::commitTransaction, over);
    }

    /** Drops silver; whoever needs it again counts the day again. */
    List<LocalDate> dropSilver(Instant limit) {
        Table table = tables.table(LakeTable.ENRICHED_APP_EVENTS);
        SortedMap<LocalDate, Held> over = over(table, limit);
        return over.isEmpty() ? List.of() : committed(() -> delete(table.newDelete(), over), over);
    }

    private static List<LocalDate> committed(Runnable commit, SortedMap<LocalDate, Held> over) {
        try {
            commit.run();
            return List.copyOf(over.keySet());
        } catch (ValidationException | CommitFailedException overtaken) {
            // Somebody replaced one of the files: the next night finds the others.
            return List.of();
        }
    }

    private static void delete(DeleteFiles delete, SortedMap<LocalDate, Held> over) {
        over.values().forEach(day -> day.files().forEach(delete::deleteFile));
        delete.validateFilesExist().commit();
    }

    /**
     * Tells whether gold has the day, from everything that bronze has of it, and does not expect it to change any more.
     */
    private static boolean isSettled(Optional<PublishedDay> published, Held held, Set<PublishedRun> counted) {
        return published
                .filter(day -> day.status() != DayStatus.PROVISIONAL)
                .filter(day -> day.bronzeSequence() >= held.sequence())
                .filter(day -> counted.contains(new PublishedRun(day.dt(), day.countedBy())))
                .isPresent();
    }

    /** A day as a run counted it. */
    private record PublishedRun(LocalDate dt, String run) {}

    private Set<PublishedRun> counted() {
        return PlannedFiles.of(tables.table(LakeTable.PROFILE_DAY_RUN), Expressions.alwaysTrue()).stream()
                .map(file -> new PublishedRun(Partitions.dt(file), Partitions.second(file)))
                .collect(Collectors.toSet());
    }

    private static SortedMap<LocalDate, Held> over(Table table, Instant limit) {
        SortedMap<LocalDate, Held> days = new TreeMap<>();
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().includeColumnStats().planFiles()) {
            for (FileScanTask task : tasks) {
                days.merge(
                        Partitions.dt(task.file()),
                        Held.of(task.file().copyWithoutStats(), lastReceived(table, task.file())),
                        Held::and);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the metadata of " + table.name(), unreadable);
        }
        days.values().removeIf(day -> !day.lastReceived().isBefore(limit));
        return days;
    }

    /** A file that does not say is as young as can be. */
    private static Instant lastReceived(Table table, DataFile file) {
        return HighestValues.of(table, file).time("received_at").orElse(Instant.MAX);
    }
}
