package io.rollcall.rollup;

/**
 * A distinct count summed over the shards' HyperLogLogs.
 *
 * @param count the sum of the shards' counts; the shards are disjoint by profile
 * @param variance of the sum: each shard's count has a standard error of {@link #STANDARD_ERROR}, independent of the others'
 */
public record DistinctCount(long count, double variance) {
    /** Relative standard error of one Redis HyperLogLog of 16,384 registers: 1.04 / sqrt(16384) (Flajolet et al., 2007). */
    public static final double STANDARD_ERROR = 1.04 / 128;

    /** Two-sided 95 % of a normal distribution. */
    private static final double Z_95 = 1.959964;

    static final DistinctCount ZERO = new DistinctCount(0, 0);

    static DistinctCount ofShard(long count) {
        double error = STANDARD_ERROR * count;
        return new DistinctCount(count, error * error);
    }

    DistinctCount plus(DistinctCount other) {
        return new DistinctCount(count + other.count, variance + other.variance);
    }

    /** Lower end of the 95 % interval. */
    public long low() {
        return Math.max(0, (long) Math.floor(count - Z_95 * Math.sqrt(variance)));
    }

    /** Upper end of the 95 % interval. */
    public long high() {
        return (long) Math.ceil(count + Z_95 * Math.sqrt(variance));
    }
}
