package io.rollcall.lake.history;

import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.metric.DaySpan;
import io.rollcall.lake.metric.Interval;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Query;
import io.rollcall.lake.sql.Relation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;

/**
 * Says under which date a computation counts what happened on a day: its own, or, where values are about intervals, one that stands
 * for all days of the interval. So a metric's file works out what is so of the interval as it does of a day, and need not know.
 *
 * <p>The dates of intervals follow each other day by day, from the first day that is asked for: a file that looks a number of days
 * ahead looks as many intervals ahead.
 *
 * @param asked the days that values are about
 * @param counted all days
 */
public record Intervals(BoundComputation computation, DaySpan asked, CountedDays counted) {
    /** What a computation says of the days from the first to the last. */
    public static Intervals of(BoundComputation computation, LocalDate from, LocalDate to, CountedDays counted) {
        return new Intervals(computation, new DaySpan(from, to), counted);
    }

    /**
     * An interval that is asked for.
     *
     * @param date that stands for its days
     * @param days those of it that are asked for
     * @param dt its first day, asked for or not
     * @param isComplete whether all its days are asked for, over and counted
     */
    public record Asked(LocalDate date, DaySpan days, LocalDate dt, boolean isComplete) {}

    private boolean areDays() {
        return computation.interval() == Interval.DAY;
    }

    private DaySpan read() {
        return computation.read(asked.first(), asked.last());
    }

    private LocalDate date(int number) {
        return asked.first().plusDays(number);
    }

    /** The intervals that are asked for, in order. */
    public List<Asked> all() {
        return all(computation.interval(), asked, counted);
    }

    /** The intervals of a range, in order. */
    public static List<Asked> all(Interval interval, DaySpan asked, CountedDays counted) {
        NavigableSet<LocalDate> known = counted.known(asked);
        Set<LocalDate> open = counted.open().keySet();
        List<DaySpan> spans = interval.of(asked);
        List<Asked> all = new ArrayList<>();
        for (int number = 0; number < spans.size(); number++) {
            DaySpan span = spans.get(number);
            all.add(new Asked(
                    asked.first().plusDays(number),
                    span.within(asked),
                    span.first(),
                    span.days().allMatch(dt -> known.contains(dt) && !open.contains(dt))));
        }
        return all;
    }

    /** The query for the values. */
    public String sql() {
        return computation.sql(
                asked.first(),
                areDays() ? asked.last() : date(computation.interval().of(asked).size() - 1));
    }

    /** The query for the days of which everything is known, as the file compares what it says of one with others. */
    public String known() {
        NavigableSet<LocalDate> known = counted.known(read());
        if (areDays()) {
            return Relation.days(known);
        }
        // What began in an interval may be looked after in later ones; no interval is compared with earlier ones.
        return Relation.days(computation.isOfCohorts() ? knownOf(known) : List.of());
    }

    private List<LocalDate> knownOf(Set<LocalDate> known) {
        List<LocalDate> dates = new ArrayList<>();
        List<DaySpan> spans = computation.interval().of(read());
        for (int number = 0; number < spans.size(); number++) {
            if (spans.get(number)
                    .days()
                    .filter(dt -> !dt.isBefore(asked.first()))
                    .allMatch(known::contains)) {
                dates.add(date(number));
            }
        }
        return dates;
    }

    /** The query for the dates that values are about and of whose days some are counted. */
    public String dates() {
        return Relation.days(all().stream()
                .filter(interval -> !interval.days().of(counted.days()).isEmpty())
                .map(Asked::date)
                .toList());
    }

    /**
     * What a query gives of the asked days, with each day's date.
     *
     * @param column that has the day
     */
    public String dated(String query, String column) {
        return dated(query, column, asked);
    }

    private String dated(String query, String column, DaySpan days) {
        if (areDays()) {
            return query;
        }
        List<DaySpan> spans = computation.interval().of(days);
        List<Map<String, String>> dates = new ArrayList<>();
        for (int number = 0; number < spans.size(); number++) {
            String date = Literal.of(date(number));
            spans.get(number).within(days).of(counted.days()).keySet().stream()
                    .map(dt -> Map.of("dt", Literal.of(dt), "date", date))
                    .forEach(dates::add);
        }
        return Query.replacing(query, column, Relation.of(List.of("dt DATE", "date DATE"), dates), "dt", "date");
    }

    /** A relation that a computation reads beside tables, with each day's date; of days after the asked too, where it looks at them. */
    public String relation(String name, String query) {
        return switch (name) {
            case BoundComputation.BEGUN -> dated(query, "first_dt", asked);
            case BoundComputation.RETURNED -> dated(query, "dt", read());
            default -> query;
        };
    }

    /** The days of an interval and those that its values need beside them. */
    public DaySpan read(Asked interval) {
        return computation.read(interval.days().first(), interval.days().last());
    }
}
