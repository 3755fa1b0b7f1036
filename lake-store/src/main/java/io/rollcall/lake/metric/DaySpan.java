package io.rollcall.lake.metric;

import java.time.LocalDate;
import java.util.NavigableMap;

/** Days from the first to the last, both included. */
public record DaySpan(LocalDate first, LocalDate last) {
    /** Those of the days that lie in it. */
    public <T> NavigableMap<LocalDate, T> of(NavigableMap<LocalDate, T> days) {
        return days.subMap(first, true, last, true);
    }

    public boolean holds(LocalDate dt) {
        return !dt.isBefore(first) && !dt.isAfter(last);
    }
}
