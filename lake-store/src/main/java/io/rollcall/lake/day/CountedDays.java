package io.rollcall.lake.day;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the values of a run build upon.
 *
 * @param days of every day, the state that is to be published or is
 * @param bronzeDays all days with data; one that is not among the days is not counted yet
 */
public record CountedDays(NavigableMap<LocalDate, PublishedDay> days, Collection<LocalDate> bronzeDays) {
    public CountedDays {
        days = new TreeMap<>(days);
        bronzeDays = List.copyOf(bronzeDays);
    }

    /** The days whose window of so many days holds one of the changed. */
    public List<LocalDate> reachedBy(Collection<LocalDate> changed, int windowDays) {
        TreeSet<LocalDate> reached = new TreeSet<>();
        changed.forEach(dt -> reached.addAll(
                days.subMap(dt, true, dt.plusDays(windowDays), false).keySet()));
        return List.copyOf(reached);
    }

    /** Whether every day with data of the window that ends with dt is counted. */
    public boolean isWhole(LocalDate dt, int windowDays) {
        LocalDate first = dt.minusDays(windowDays - 1L);
        return bronzeDays.stream()
                .filter(day -> !day.isBefore(first) && !day.isAfter(dt))
                .allMatch(days::containsKey);
    }

    /** The worst status in the window that ends with dt. */
    public DayStatus worst(LocalDate dt, int windowDays) {
        Map<LocalDate, PublishedDay> window = days.subMap(dt.minusDays(windowDays - 1L), true, dt, true);
        return DayStatus.worst(
                window.values().stream().map(PublishedDay::status).toList());
    }
}
