package io.rollcall.rollup;

/** A day's counters of a region, or of {@code *}: exact. */
public record DayCounters(long dau, Counters counters) {
    static final DayCounters ZERO = new DayCounters(0, Counters.ZERO);

    DayCounters plus(DayCounters other) {
        return new DayCounters(dau + other.dau, counters.plus(other.counters));
    }
}
