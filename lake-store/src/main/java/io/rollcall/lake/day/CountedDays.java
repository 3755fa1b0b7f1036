package io.rollcall.lake.day;

import io.rollcall.lake.metric.DaySpan;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The state of the days as it is known, which values build upon: the same whatever a run works out, and with whichever
 * other days.
 *
 * @param days of every day, the state that is to be published or is
 * @param bronzeDays all days with data; one that is not among the days is not counted yet
 * @param archive how far it is
 */
public record CountedDays(NavigableMap<LocalDate, PublishedDay> days, Set<LocalDate> bronzeDays, ArchiveEnd archive) {
    public CountedDays {
        days = new TreeMap<>(days);
        bronzeDays = Set.copyOf(bronzeDays);
    }

    /** The first day of the lake's history: before it nothing is known. */
    public Optional<LocalDate> first() {
        return days.isEmpty() ? Optional.empty() : Optional.of(days.firstKey());
    }

    /** Those of the days that are counted before they are published. */
    public NavigableMap<LocalDate, PublishedDay> open() {
        NavigableMap<LocalDate, PublishedDay> open = new TreeMap<>(days);
        open.values().removeIf(day -> !day.isOpen());
        return open;
    }

    /** A day, when it is counted. */
    public Optional<PublishedDay> of(LocalDate dt) {
        return Optional.ofNullable(days.get(dt));
    }

    /**
     * The days of a span of which it is known what happened: those that are counted, and those since the beginning of history that
     * are over and on which nothing did.
     */
    public NavigableSet<LocalDate> known(DaySpan span) {
        NavigableSet<LocalDate> known = new TreeSet<>(span.of(days).keySet());
        if (days.isEmpty()) {
            return known;
        }
        LocalDate from = days.firstKey().isAfter(span.first()) ? days.firstKey() : span.first();
        LocalDate to = archive.lastOver().isBefore(span.last()) ? archive.lastOver() : span.last();
        if (!from.isAfter(to)) {
            from.datesUntil(to.plusDays(1))
                    .filter(dt -> !bronzeDays.contains(dt))
                    .forEach(known::add);
        }
        return known;
    }

    /** Tells whether no day of a span can change any more without being restated. */
    public boolean isSettled(DaySpan span) {
        return archive.window(span.last()) == DayStatus.LiveWindowState.CLOSED
                && bronzeDays.stream().filter(span::holds).allMatch(days::containsKey)
                && span.of(days).values().stream().noneMatch(day -> day.status() == DayStatus.PROVISIONAL);
    }

    /**
     * The days whose window of so many days holds one of the changed, or the beginning of history where that has moved.
     *
     * @param firstBefore the first day of history as it was
     */
    public List<LocalDate> reachedBy(Collection<LocalDate> changed, Optional<LocalDate> firstBefore, int windowDays) {
        Set<LocalDate> begins = new HashSet<>(changed);
        firstBefore.filter(before -> !first().equals(Optional.of(before))).ifPresent(begins::add);
        return begins.stream()
                .flatMap(dt -> days.subMap(dt, true, dt.plusDays(windowDays), false).keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Tells whether every day with data of the window that ends with dt is counted. */
    public boolean isWhole(LocalDate dt, int windowDays) {
        return Stream.iterate(dt, day -> day.minusDays(1))
                .limit(windowDays)
                .filter(bronzeDays::contains)
                .allMatch(days::containsKey);
    }
}
