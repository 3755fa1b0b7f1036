package io.rollcall.lake.experiment;

import io.rollcall.lake.day.DayStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The facts that the published days and the open ones have of an experiment, added up over profiles.
 *
 * @param lastDay the last of the days that were looked at
 * @param status the worst of those days and of the days before that they are compared with
 * @param asOf everything received up to then is in the figures
 * @param definitionVersion of the definition by which the first of the days of every profile was counted
 * @param sizes how many profiles saw each variant and no other; empty when nobody saw the experiment
 * @param sawSeveral how many profiles saw several variants; they are in no other figure
 */
public record ExperimentFacts(
        LocalDate lastDay,
        DayStatus status,
        Instant asOf,
        int definitionVersion,
        SortedMap<String, Long> sizes,
        long sawSeveral,
        List<Sums> sums) {
    public ExperimentFacts {
        sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
        sums = List.copyOf(sums);
    }

    /**
     * Sums over the profiles of a variant: y is a profile's value of the metric from its first exposure on, x its value of the
     * same metric over the 28 days before.
     *
     * @param profiles whose y is known
     */
    public record Sums(
            String variant,
            ExperimentMetric metric,
            long profiles,
            double ySum,
            double ySquares,
            double xSum,
            double xSquares,
            double products) {}
}
