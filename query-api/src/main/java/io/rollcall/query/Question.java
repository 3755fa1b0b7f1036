package io.rollcall.query;

import io.rollcall.lake.metric.Arguments;
import io.rollcall.lake.metric.Interval;
import io.rollcall.lake.metric.Metric;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.metric.Slice;
import io.rollcall.query.question.AskedDays;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A question about a metric: the metric, its days and its regions.
 *
 * @param arguments of a metric that is worked out: the values of its parameters
 * @param slice the events that count, and what the answer is broken down by
 * @param asOf figures as they had been published by then; empty for the newest, live ones included
 */
public record Question(
        Metric metric,
        AskedDays days,
        RegionChoice regions,
        Slice slice,
        Optional<Arguments> arguments,
        Optional<Instant> asOf) {
    /** Tells whether a row is about each day by itself. */
    boolean isOfDays() {
        return arguments.map(Arguments::areOfDays).orElse(true);
    }

    /** The columns of a row between its region and its status. */
    List<String> columns() {
        List<String> columns = new ArrayList<>();
        slice.groups().forEach(group -> columns.add(group.word()));
        if (isOfDays()) {
            columns.addAll(metric.columns().names());
        } else {
            columns.add(Interval.COMPLETE);
            columns.addAll(metric.columns().withoutComplete().names());
        }
        return columns;
    }

    /** The same question about the days that are left once some are answered. */
    Question without(Set<LocalDate> answered) {
        return new Question(metric, days.without(answered), regions, slice, arguments, asOf);
    }
}
