package io.rollcall.lake.metric;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The days that one row is about, together. A row's dt is the first of them, whether it is asked for or not. */
public enum Interval {
    DAY,
    /** An ISO week: from Monday to Sunday. */
    WEEK,
    /** A calendar month. */
    MONTH,
    /** The whole range of a question. */
    TOTAL;

    /** The column that says whether an interval is whole; of a metric that says so itself of every row, both in one. */
    public static final String COMPLETE = "complete";

    /** All of them. */
    static final Set<Interval> ALL = Collections.unmodifiableSet(EnumSet.allOf(Interval.class));

    /** Those that come one after the other without an end. */
    static final Set<Interval> REPEATED = Collections.unmodifiableSet(EnumSet.of(DAY, WEEK, MONTH));

    /** Its name in addresses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with a name. */
    public static Optional<Interval> find(String word) {
        return Stream.of(values())
                .filter(interval -> interval.word().equals(word))
                .findFirst();
    }

    /**
     * The interval that a day lies in, with days that are not asked for.
     *
     * @param range that is asked for
     */
    public DaySpan around(LocalDate dt, DaySpan range) {
        return switch (this) {
            case DAY -> new DaySpan(dt, dt);
            case WEEK -> {
                LocalDate monday = dt.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield new DaySpan(monday, monday.plusDays(6));
            }
            case MONTH -> new DaySpan(dt.withDayOfMonth(1), dt.with(TemporalAdjusters.lastDayOfMonth()));
            case TOTAL -> range;
        };
    }

    /** The intervals of a range, in order: the first and the last may have days that are not asked for. */
    public List<DaySpan> of(DaySpan range) {
        List<DaySpan> spans = new ArrayList<>();
        LocalDate next = range.first();
        while (!next.isAfter(range.last())) {
            DaySpan span = around(next, range);
            spans.add(span);
            next = span.last().plusDays(1);
        }
        return spans;
    }

    /** The last day of the interval that is so many after that of a day. */
    LocalDate lastDay(LocalDate dt, int later) {
        return switch (this) {
            case DAY -> dt.plusDays(later);
            case WEEK -> dt.plusWeeks(later).with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
            case MONTH -> dt.withDayOfMonth(1).plusMonths(later).with(TemporalAdjusters.lastDayOfMonth());
            case TOTAL -> throw new IllegalArgumentException("a range has no others after it");
        };
    }
}
