package io.rollcall.lake.experiment;

import java.time.LocalDate;
import java.util.Set;

/**
 * A question about an experiment: its days and its metrics.
 *
 * @param key as its exposures name it
 * @param from the first day on which exposures count
 * @param to the last day on which anything counts
 */
public record ExperimentAsked(String key, LocalDate from, LocalDate to, Set<ExperimentMetric> metrics) {
    public ExperimentAsked {
        metrics = Set.copyOf(metrics);
    }
}
