package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A metric whose values follow from published days: worked out every night with standard parameters, and on demand with others.
 *
 * @param definition what it says, in a sentence
 * @param computations where its rows come from, at least one; several where it has kinds that are worked out apart
 * @param ranking puts the items of a day and region in order, unless a parameter says another
 * @param intervals of which there can be a row each
 * @param rule throws an {@link InvalidArgumentException} for arguments that do not go together
 */
public record ComputedMetric(
        String name,
        int version,
        String definition,
        Columns columns,
        List<Parameter<?>> parameters,
        List<Computation> computations,
        Optional<Ranking> ranking,
        Set<Interval> intervals,
        Consumer<Arguments> rule)
        implements Metric {
    public ComputedMetric {
        parameters = List.copyOf(parameters);
        computations = List.copyOf(computations);
        intervals = Set.copyOf(intervals);
    }

    static ComputedMetric of(
            String name, int version, String definition, Columns columns, Computation... computations) {
        return new ComputedMetric(
                name,
                version,
                definition,
                columns,
                List.of(),
                List.of(computations),
                Optional.empty(),
                Set.of(Interval.DAY),
                arguments -> {});
    }

    ComputedMetric asking(Parameter<?>... asked) {
        return new ComputedMetric(
                name, version, definition, columns, List.of(asked), computations, ranking, intervals, rule);
    }

    ComputedMetric ranked(Ranking order) {
        return new ComputedMetric(
                name, version, definition, columns, parameters, computations, Optional.of(order), intervals, rule);
    }

    ComputedMetric over(Set<Interval> several) {
        return new ComputedMetric(name, version, definition, columns, parameters, computations, ranking, several, rule);
    }

    ComputedMetric requiring(Consumer<Arguments> rules) {
        return new ComputedMetric(
                name, version, definition, columns, parameters, computations, ranking, intervals, rules);
    }

    /**
     * The arguments that texts for parameters give.
     *
     * @param texts by the names of parameters; those left out are standard
     * @throws InvalidArgumentException when one is not a value of its parameter, or they do not go together
     */
    public Arguments arguments(Map<String, String> texts) {
        return arguments(texts, Interval.DAY);
    }

    /**
     * The same of a question about intervals.
     *
     * @throws InvalidArgumentException when the metric says nothing of such, likewise
     */
    public Arguments arguments(Map<String, String> texts, Interval interval) {
        return Arguments.of(this, texts, interval);
    }

    /** All that it reads has to follow from the events that pass: what accounts pay does not. */
    @Override
    public Optional<ComputedMetric> overEvents() {
        return computations.stream().filter(Computation::nightly).allMatch(Computation::followsFromEvents)
                ? Optional.of(this)
                : Optional.empty();
    }

    /** What was refused was not judged so far that its region could be relied on. */
    @Override
    public boolean hasRegions() {
        return computations.stream()
                .noneMatch(computation -> computation.inputs().contains(Input.REJECTED));
    }

    /** Tells whether its values as they stood earlier are kept. */
    public boolean keepsEarlier() {
        return computations.stream().allMatch(Computation::keepsEarlier);
    }
}
