package io.rollcall.lake.count;

import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.table.DayPart;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The deduplicated events of the counted days up to one.
 *
 * @param byDay where they are
 * @param counted the days that have counts, and so had events
 */
public record StoredEvents(NavigableMap<LocalDate, List<DayPart>> byDay, Set<LocalDate> counted) {
    public StoredEvents {
        byDay = new TreeMap<>(byDay);
        counted = Set.copyOf(counted);
    }

    /** Those of the days up to the last that are counted. */
    public static StoredEvents upTo(Tables tables, NavigableMap<LocalDate, PublishedDay> days, LocalDate last) {
        NavigableMap<LocalDate, PublishedDay> known = days.headMap(last, true);
        if (known.isEmpty()) {
            return new StoredEvents(new TreeMap<>(), Set.of());
        }
        return new StoredEvents(
                tables.parts(LakeTable.ENRICHED_APP_EVENTS, known.firstKey(), known.lastKey()).stream()
                        .filter(part -> known.containsKey(part.dt()))
                        .collect(Collectors.groupingBy(DayPart::dt, TreeMap::new, Collectors.toList())),
                CountedFiles.of(known.values()).days(tables));
    }

    /** All of them. */
    public List<DayPart> parts() {
        return byDay.values().stream().flatMap(List::stream).toList();
    }

    /** Tells whether there are events of a day. */
    public boolean has(LocalDate dt) {
        return byDay.containsKey(dt);
    }

    /** The latest of some days whose events are not kept any more; empty when those of all are. */
    public Optional<LocalDate> dropped(Collection<LocalDate> days) {
        return days.stream()
                .filter(dt -> counted.contains(dt) && !byDay.containsKey(dt))
                .max(LocalDate::compareTo);
    }

    /** The number of events of some days. */
    public long rows(Collection<LocalDate> days) {
        return days.stream()
                .flatMap(dt -> byDay.getOrDefault(dt, List.of()).stream())
                .mapToLong(DayPart::rows)
                .sum();
    }
}
