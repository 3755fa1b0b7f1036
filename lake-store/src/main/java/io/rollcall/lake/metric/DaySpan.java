package io.rollcall.lake.metric;

import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.stream.Stream;

/** Days from the first to the last, both included. */
public record DaySpan(LocalDate first, LocalDate last) {
    /** More days are not worked on at once, however thin they are: each is named in the statements. */
    public static final int MOST_DAYS = 4_000;

    /** Those of the days that lie in it. */
    public <T> NavigableMap<LocalDate, T> of(NavigableMap<LocalDate, T> days) {
        return days.subMap(first, true, last, true);
    }

    /** Its days, in order. */
    public Stream<LocalDate> days() {
        return first.datesUntil(last.plusDays(1));
    }

    /** Those of its days that lie in another, too: there are some. */
    public DaySpan within(DaySpan other) {
        return new DaySpan(
                first.isBefore(other.first) ? other.first : first, last.isAfter(other.last) ? other.last : last);
    }

    public boolean holds(LocalDate dt) {
        return !dt.isBefore(first) && !dt.isAfter(last);
    }
}
