package io.rollcall.lake.count;

import io.rollcall.lake.bronze.DroppedDays;
import io.rollcall.lake.table.DayPart;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;

/**
 * The days of which there are events to read, and those whose raw events were dropped.
 *
 * @param stored those that have deduplicated events
 * @param raw those whose raw events are all there
 * @param dropped those whose raw events were dropped when their time was over
 */
public record EventDays(Set<LocalDate> stored, Set<LocalDate> raw, Set<LocalDate> dropped) {
    public EventDays {
        stored = Set.copyOf(stored);
        raw = Set.copyOf(raw);
        dropped = Set.copyOf(dropped);
    }

    public static EventDays of(Tables tables) {
        Table bronze = tables.table(LakeTable.APP_EVENT);
        Set<LocalDate> dropped = DroppedDays.read(bronze.properties());
        Set<LocalDate> raw = new HashSet<>(days(tables.parts(LakeTable.APP_EVENT, bronze)));
        raw.removeAll(dropped);
        return new EventDays(days(tables.parts(LakeTable.ENRICHED_APP_EVENTS)), raw, dropped);
    }

    private static Set<LocalDate> days(List<DayPart> parts) {
        return parts.stream().map(DayPart::dt).collect(Collectors.toSet());
    }

    /**
     * Tells whether values of a day can be worked out: its own events are kept, and those of each day beside it are or
     * can be had from the raw ones.
     */
    public boolean suffice(LocalDate dt, Collection<LocalDate> read) {
        return isThere(dt) && canBeHad(read);
    }

    /** Tells whether the events of all of these days are kept, or can be had from the raw ones. */
    public boolean canBeHad(Collection<LocalDate> days) {
        return days.stream().allMatch(day -> isThere(day) || raw.contains(day));
    }

    /** The days among some whose events have to be had from the raw ones. */
    public List<LocalDate> missing(Collection<LocalDate> read) {
        return read.stream().filter(dt -> !isThere(dt)).toList();
    }

    /** A day that has no raw events either has none at all: nothing happened on it, or all who did anything were erased. */
    private boolean isThere(LocalDate dt) {
        return stored.contains(dt) || (!raw.contains(dt) && !dropped.contains(dt));
    }
}
