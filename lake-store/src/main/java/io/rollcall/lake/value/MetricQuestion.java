package io.rollcall.lake.value;

import io.rollcall.lake.metric.Arguments;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.metric.Choice;
import io.rollcall.lake.metric.Computation.Input;
import io.rollcall.lake.metric.DaySpan;
import io.rollcall.lake.metric.Interval;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.metric.Slice;
import io.rollcall.lake.sql.Condition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A question that is asked of a computed metric.
 *
 * @param arguments the metric and the values of its parameters
 * @param from first day
 * @param to last day
 * @param slice the events that count, and what rows there are of them
 */
public record MetricQuestion(Arguments arguments, LocalDate from, LocalDate to, RegionChoice regions, Slice slice) {
    private static final int MOST_DAYS = 400;

    /** A question about all events, together. */
    public MetricQuestion(Arguments arguments, LocalDate from, LocalDate to, RegionChoice regions) {
        this(arguments, from, to, regions, Slice.WHOLE);
    }

    /** Tells whether the answer has to be worked out from the days. */
    public boolean isFree() {
        return !slice.isWhole() || !arguments.computations().stream().allMatch(BoundComputation::isStored);
    }

    /**
     * The longest range of days that may be asked for. What reads the days anew is bounded by the rows that it reads; a file whose days
     * are bits of a number answers no more of them in one go.
     */
    public int mostDays() {
        return arguments.computations().stream()
                .filter(computation -> computation.interval() == Interval.DAY)
                .filter(computation -> !slice.isWhole() || computation.readsDaysAnew())
                .mapToInt(computation -> computation.computation().mostDays())
                .reduce(MOST_DAYS, Math::min);
    }

    /** The same question about other days. */
    MetricQuestion of(LocalDate first, LocalDate last) {
        return new MetricQuestion(arguments, first, last, regions, slice);
    }

    /** Tells whether a value of it is about several days together. */
    boolean unitesDays() {
        return arguments.computations().stream().anyMatch(computation -> computation.reads(Input.RETENTION_VALUES));
    }

    /** Tells whether its values are about those who began in an interval, as known once whole ones are published. */
    boolean isOfCohorts() {
        return !arguments.areOfDays() && arguments.computations().stream().anyMatch(BoundComputation::isOfCohorts);
    }

    /** Tells whether its values are those of days, put together. */
    boolean isFolded() {
        return !arguments.areOfDays()
                && arguments.computations().stream().allMatch(computation -> computation.interval() == Interval.DAY);
    }

    /** The condition on a value's row. */
    String condition() {
        Choice choice = arguments.choice();
        List<String> conditions = new ArrayList<>();
        conditions.add(regions.condition());
        LocalDate first =
                arguments.interval().around(from, new DaySpan(from, to)).first();
        conditions.add(Condition.isBetween("dt", first, to));
        if (!choice.dimensions().isEmpty()) {
            conditions.add(Condition.isOneOf("dimension", choice.dimensions()));
        }
        if (!choice.items().isEmpty()) {
            conditions.add(Condition.isOneOf("item", choice.items()));
        }
        return Condition.all(conditions);
    }
}
