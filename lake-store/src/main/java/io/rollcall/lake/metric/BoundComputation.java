package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;
import io.rollcall.lake.sql.Literal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * A computation with everything that it is given.
 *
 * @param version of the metric; what an earlier one worked out is worked out anew
 * @param isStored whether these are the values that every night works out, so that they can be read instead
 * @param interval whose days a value is about
 */
public record BoundComputation(
        int version, Computation computation, Binding binding, boolean isStored, Interval interval) {
    /** The relation of who began on which day, {@code first_dt}. */
    public static final String BEGUN = "asked.begun";

    /** The relation of who came back on which day, {@code dt}. */
    public static final String RETURNED = "asked.returned";

    /** The name by which the lake calls the values. */
    public String name() {
        return computation.name();
    }

    /** The query for values of the days from the first to the last: dt, region, dimension, item, measure, value. */
    public String sql(LocalDate from, LocalDate to) {
        Map<String, String> bound = new HashMap<>(binding.literals());
        bound.put("from", Literal.of(from));
        bound.put("to", Literal.of(to));
        return computation.file().bind(bound);
    }

    /** The inputs that are no tables: name to query. */
    public Map<String, String> relations() {
        return binding.relations();
    }

    public boolean reads(Input input) {
        return computation.inputs().contains(input);
    }

    /** Tells whether the rows of days have to be read, and not only what was worked out from them. */
    public boolean readsDaysAnew() {
        return !isStored && !reads(Input.RETENTION_VALUES);
    }

    /** The days that are read for values of the days from the first to the last. */
    public DaySpan read(LocalDate from, LocalDate to) {
        if (interval == Interval.DAY) {
            return new DaySpan(from.minusDays(binding.daysBefore()), to.plusDays(binding.daysAfter()));
        }
        // The days before one are what it is compared with: no interval is.
        return new DaySpan(
                from, isOfCohorts() ? interval.lastDay(to, binding.daysAfter()) : to.plusDays(binding.daysAfter()));
    }

    /** Tells whether values are about those who began together, and the intervals after that: not the days. */
    public boolean isOfCohorts() {
        return reads(Input.FIRST_DAY) || reads(Input.FIRST_DAY_OF_ACCOUNT);
    }

    /** The days that a value of that day depends on: those that are read, and where something ever was, all before. */
    public DaySpan basis(LocalDate dt) {
        DaySpan read = read(dt, dt);
        return isOfCohorts() || reads(Input.SUBSCRIPTION) ? new DaySpan(LocalDate.MIN, read.last()) : read;
    }
}
