package io.rollcall.benchmarks.machine;

import java.util.Collection;

/** Sums up several rounds. */
public final class Rounds {
    private Rounds() {}

    /** The middle one; of an even number, the mean of the two in the middle. */
    public static double median(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("the median of nothing");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
