package io.rollcall.query.experiment.statistics;

/**
 * The mean of a variant's values.
 *
 * @param size how many values
 * @param variance of the values, with size - 1 in the denominator
 */
public record Average(long size, double mean, double variance) {
    /** The variance of the mean. */
    double varianceOfMean() {
        return variance / size;
    }
}
