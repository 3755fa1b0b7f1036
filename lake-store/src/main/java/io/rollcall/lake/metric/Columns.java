package io.rollcall.lake.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns of a metric's rows between region and status.
 *
 * @param dimension says what is broken down, where there are several possibilities
 * @param item says which part of it
 * @param labels of the item, texts of now that are no part of the values: what titles are called
 * @param measures the columns of numbers after those
 * @param bounds what the lake calls the ends of the 95 % interval of a value that may be an estimate; empty where none is
 */
public record Columns(
        Optional<String> dimension,
        Optional<String> item,
        List<String> labels,
        List<Measure> measures,
        Optional<Bounds> bounds) {
    public Columns {
        labels = List.copyOf(labels);
        measures = List.copyOf(measures);
    }

    /** The ends of an interval, by the names under which they are stored. */
    public record Bounds(String low, String high) {}

    static Columns of(Measure... measures) {
        return new Columns(Optional.empty(), Optional.empty(), List.of(), List.of(measures), Optional.empty());
    }

    Columns by(String dimensionColumn) {
        return new Columns(Optional.of(dimensionColumn), item, labels, measures, bounds);
    }

    Columns each(String itemColumn) {
        return new Columns(dimension, Optional.of(itemColumn), labels, measures, bounds);
    }

    Columns called(String... labelColumns) {
        return new Columns(dimension, item, List.of(labelColumns), measures, bounds);
    }

    Columns within(String low, String high) {
        return new Columns(dimension, item, labels, measures, Optional.of(new Bounds(low, high)));
    }

    /** The same where a column before them says whether a row's interval is whole, and so whether the row is. */
    public Columns withoutComplete() {
        return new Columns(
                dimension,
                item,
                labels,
                measures.stream()
                        .filter(measure -> !measure.name().equals(Interval.COMPLETE))
                        .toList(),
                bounds);
    }

    /** The names of all of them, in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        dimension.ifPresent(names::add);
        item.ifPresent(names::add);
        names.addAll(labels);
        names.addAll(measureNames());
        return names;
    }

    /** The names of the measures, in order. */
    public List<String> measureNames() {
        return measures.stream().map(Measure::name).toList();
    }

    /** The measure that a row is about: the only one, or the one that is called {@code value}. */
    public Optional<String> single() {
        List<String> names = measureNames();
        return names.contains(DayMetric.VALUE) || names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }
}
