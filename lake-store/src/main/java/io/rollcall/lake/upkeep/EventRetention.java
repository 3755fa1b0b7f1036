package io.rollcall.lake.upkeep;

import io.rollcall.lake.bronze.DroppedDays;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.DaySwitch;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.replace.DayRemoval;
import io.rollcall.lake.replace.Marking;
import io.rollcall.lake.table.DayPart;
import io.rollcall.lake.table.GuardedOperations;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.DeleteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Drops the events of whole days once their time is over. The time runs from the receipt of a day's last event, so that what
 * was backfilled is kept as long as what came in time. Gold stays.
 */
final class EventRetention {
    private final Tables tables;

    EventRetention(Tables tables) {
        this.tables = tables;
    }

    /** What a table has of a day. */
    private record Held(Instant lastReceived, long sequence) {
        /** A part that does not say is as young as can be. */
        static Held of(DayPart part) {
            return new Held(part.highest().time("received_at").orElse(Instant.MAX), part.sequence());
        }

        Held and(Held other) {
            return new Held(
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
        List<DayPart> parts = tables.parts(LakeTable.APP_EVENT, table);
        SortedMap<LocalDate, Held> over = over(parts, limit);
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
        DayRemoval removal = removal(LakeTable.APP_EVENT, table, parts, over);
        delete(transaction, removal);
        UpdateProperties marks = transaction.updateProperties();
        DroppedDays.write(all).forEach(marks::set);
        marks.commit();
        return committed(transaction, removal, over);
    }

    /** Drops silver; whoever needs it again counts the day again. */
    List<LocalDate> dropSilver(Instant limit) {
        Table table = tables.table(LakeTable.ENRICHED_APP_EVENTS);
        List<DayPart> parts = tables.parts(LakeTable.ENRICHED_APP_EVENTS, table);
        SortedMap<LocalDate, Held> over = over(parts, limit);
        if (over.isEmpty()) {
            return List.of();
        }
        Transaction transaction = table.newTransaction();
        DayRemoval removal = removal(LakeTable.ENRICHED_APP_EVENTS, table, parts, over);
        delete(transaction, removal);
        return committed(transaction, removal, over);
    }

    private static List<LocalDate> committed(
            Transaction transaction, DayRemoval removal, SortedMap<LocalDate, Held> over) {
        try {
            transaction.commitTransaction();
            return List.copyOf(over.keySet());
        } catch (ValidationException | CommitFailedException overtaken) {
            // Somebody replaced one of the files: the next night finds the others.
            removal.discard();
            return List.of();
        }
    }

    private DayRemoval removal(LakeTable kind, Table table, List<DayPart> parts, SortedMap<LocalDate, Held> over) {
        return DayRemoval.of(tables, kind, table, parts, part -> over.containsKey(part.dt()));
    }

    private static void delete(Transaction transaction, DayRemoval removal) {
        removal.keepRests(transaction, Marking.NONE);
        if (!removal.whole().isEmpty()) {
            DeleteFiles delete = transaction.newDelete();
            removal.whole().forEach(delete::deleteFile);
            delete.validateFilesExist().commit();
        }
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
        return tables.parts(LakeTable.PROFILE_DAY_RUN).stream()
                .map(part -> new PublishedRun(part.dt(), part.second()))
                .collect(Collectors.toSet());
    }

    private static SortedMap<LocalDate, Held> over(List<DayPart> parts, Instant limit) {
        SortedMap<LocalDate, Held> days = new TreeMap<>();
        parts.forEach(part -> days.merge(part.dt(), Held.of(part), Held::and));
        days.values().removeIf(day -> !day.lastReceived().isBefore(limit));
        return days;
    }
}
