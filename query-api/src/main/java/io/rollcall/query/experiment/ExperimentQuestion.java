package io.rollcall.query.experiment;

import io.rollcall.lake.experiment.ExperimentMetric;
import io.rollcall.query.question.DateRange;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A question about an experiment.
 *
 * @param range first and last day of the experiment, as far as it has come
 * @param metrics in the order of the answer
 * @param control the variant that the others are held against; empty for {@code control}, or else the first
 * @param weights how profiles were meant to be shared out; empty for equally
 */
public record ExperimentQuestion(
        String key,
        DateRange range,
        Set<ExperimentMetric> metrics,
        Optional<String> control,
        SortedMap<String, Double> weights) {
    public ExperimentQuestion {
        metrics = Collections.unmodifiableSet(new LinkedHashSet<>(metrics));
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    }
}
