package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A metric whose values are worked out and published together with the days they are about, by the files of {@code sql/day}. It
 * has no parameters, and while a day is not published yet the live counters may answer it.
 *
 * @param definition what it says, in a sentence
 * @param windowDays the days that a value is worked out from, dt included
 */
public record DayMetric(String name, int version, String definition, Columns columns, int windowDays)
        implements Metric {
    static final String VALUE = "value";

    /** The column of a metric that has one. */
    static Measure value(String unit) {
        return Measure.count(VALUE, unit);
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of();
    }

    /** What is about a window that ends with a day already is about no other span. */
    @Override
    public Set<Interval> intervals() {
        return windowDays == 1 ? Interval.ALL : Set.of(Interval.DAY);
    }

    /** The same files over other events, on demand. */
    @Override
    public Optional<ComputedMetric> overEvents() {
        return Optional.of(ComputedMetric.of(
                        name,
                        version,
                        definition,
                        columns,
                        computation(Input.PROFILE_DAY).onDemandOnly())
                .over(intervals()));
    }

    /**
     * Its values as the other metrics' files give theirs.
     *
     * @param who says who was active on which day
     */
    Computation computation(Input who) {
        return Computation.of("day_value", who, Input.DAY_VALUE)
                .called(name)
                .with(Binding.before(windowDays - 1).and(Binding.literal("metric", name)));
    }

    /** The names by which {@code gold.aggregate} calls its measures, in the order of a row's values. */
    public List<String> storedNames() {
        return columns.measureNames().stream()
                .map(measure -> measure.equals(VALUE) ? name : name + "." + measure)
                .toList();
    }
}
