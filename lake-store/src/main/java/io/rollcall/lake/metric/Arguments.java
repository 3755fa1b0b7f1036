package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of a metric's parameters in one question, and what they add up to. Only here is decided what is standard, and so
 * whether stored values answer or the days themselves. Made by {@link ComputedMetric#arguments}.
 */
public final class Arguments {
    private final ComputedMetric metric;
    private final Map<String, Object> given;

    private final Interval interval;

    private Arguments(ComputedMetric metric, Map<String, Object> given, Interval interval) {
        this.metric = metric;
        this.given = Map.copyOf(given);
        this.interval = interval;
    }

    static Arguments of(ComputedMetric metric, Map<String, String> texts, Interval interval) {
        if (!metric.intervals().contains(interval)) {
            throw new InvalidArgumentException(metric.name() + " has no interval=" + interval.word()
                    + "; it has interval="
                    + metric.intervals().stream().sorted().map(Interval::word).collect(Collectors.joining(", ")));
        }
        Map<String, Object> given = new HashMap<>();
        for (Parameter<?> parameter : metric.parameters()) {
            Optional.ofNullable(texts.get(parameter.name()))
                    .ifPresent(text -> given.put(parameter.name(), parameter.parse(text)));
        }
        Arguments arguments = new Arguments(metric, given, interval);
        metric.rule().accept(arguments);
        return arguments;
    }

    /** The same values of the same metric's parameters. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Arguments that
                && metric.name().equals(that.metric.name())
                && given.equals(that.given)
                && interval == that.interval;
    }

    @Override
    public int hashCode() {
        return Objects.hash(metric.name(), given, interval);
    }

    /** The metric that is asked for. */
    public ComputedMetric metric() {
        return metric;
    }

    /** The days that a row is about. */
    public Interval interval() {
        return interval;
    }

    /** Tells whether a row is about each day by itself. */
    public boolean areOfDays() {
        return interval == Interval.DAY;
    }

    /** The value of a parameter: what was given, or its default. */
    // Whatever is given was made by that parameter's own parser.
    @SuppressWarnings("unchecked")
    <T> T get(Parameter<T> parameter) {
        return (T) given.getOrDefault(parameter.name(), parameter.standard());
    }

    boolean isGiven(String parameter) {
        return given.containsKey(parameter);
    }

    /** Tells whether stored values answer what the parameter was given. */
    boolean isStandard(Parameter<?> parameter) {
        return parameter.isStandard(this);
    }

    /**
     * Makes sure that there are the events that the question names.
     *
     * @throws UnknownEventNameException when there is one that nobody knows
     */
    public void requireKnown(EventNames events) {
        metric.parameters().forEach(parameter -> events.require(parameter.name(), parameter.events(this)));
    }

    /** The choice of the rows that are wanted. */
    public Choice choice() {
        return metric.parameters().stream()
                .<Choice>map(parameter -> parameter.choice(this))
                .reduce(Choice.ALL, Choice::and);
    }

    /** The order of the rows of a day and region; empty for the order of their items. */
    public Optional<Ranking> ranking() {
        return choice().ranking().or(metric::ranking);
    }

    /** The measures that have to be read: those of the answer, the ends of their interval, and that of the order. */
    public Set<String> measures() {
        Set<String> measures = new LinkedHashSet<>(metric.columns().measureNames());
        metric.columns().bounds().ifPresent(bounds -> {
            measures.add(bounds.low());
            measures.add(bounds.high());
        });
        ranking().map(Ranking::measure).ifPresent(measures::add);
        return measures;
    }

    /** Tells whether the values are about who was there for the first time. */
    public boolean tellWhoIsNew() {
        return computations().stream()
                .anyMatch(computation -> computation.isOfCohorts() || computation.reads(Input.RETENTION_VALUES));
    }

    /** Tells whether the values can be worked out from some of the events as from all of them. */
    public boolean followFromEvents() {
        return computations().stream()
                .allMatch(computation -> computation.computation().followsFromEvents());
    }

    /**
     * The computations whose rows answer: those that take every parameter that is not standard. What runs every night is preferred
     * to what runs on demand only.
     */
    public List<BoundComputation> computations() {
        List<Parameter<?>> own = metric.parameters().stream()
                .filter(parameter -> !isStandard(parameter))
                .toList();
        List<Computation> able = metric.computations().stream()
                .filter(computation -> computation.answers(own))
                .toList();
        if (able.isEmpty()) {
            throw new IllegalStateException(metric.name() + " has no computation for " + given);
        }
        List<Computation> nightly = able.stream().filter(Computation::nightly).toList();
        return (nightly.isEmpty() ? able : nightly)
                .stream().map(computation -> computation.bind(this)).toList();
    }
}
