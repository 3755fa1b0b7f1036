package io.rollcall.lake.metric;

import java.util.List;

/**
 * A metric whose values are worked out and published together with the days they are about, by the files of {@code sql/day}. It
 * has no parameters, and while a day is not published yet the live counters may answer it.
 *
 * @param windowDays the days that a value is worked out from, dt included
 */
public record DayMetric(String name, int version, Columns columns, int windowDays) implements Metric {
    static final String VALUE = "value";

    /** The column of a metric that has one. */
    static Measure value(String unit) {
        return Measure.count(VALUE, unit);
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of();
    }

    /** The names by which {@code gold.aggregate} calls its measures, in the order of a row's values. */
    public List<String> storedNames() {
        return columns.measureNames().stream()
                .map(measure -> measure.equals(VALUE) ? name : name + "." + measure)
                .toList();
    }
}
