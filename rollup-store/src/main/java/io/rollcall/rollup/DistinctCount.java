package io.rollcall.rollup;

/**
 * A distinct count summed over the shards' HyperLogLogs.
 *
 * @param estimate the sum of the shards' estimates; the shards are disjoint by profile
 * @param variance of the sum: each shard's count has a standard error of {@link #STANDARD_ERROR}, independent of the others'
 */
public record DistinctCount(double estimate, double variance) {
    /** Registers of one Redis HyperLogLog. */
    private static final int REGISTERS = 16_384;

    /** Relative standard error of one Redis HyperLogLog: 1.04 / sqrt(16384) (Flajolet et al., 2007). */
    public static final double STANDARD_ERROR = 1.04 / 128;

    /** Two-sided 95 % of a normal distribution. */
    private static final double Z_95 = 1.959964;

    /** Above it a shard's own error covers several whole numbers, and what Redis rounds off averages out. */
    private static final long MAX_UNROUNDED = 1_024;

    static final DistinctCount ZERO = new DistinctCount(0, 0);

    static DistinctCount ofShard(long count) {
        double error = STANDARD_ERROR * count;
        return new DistinctCount(unrounded(count), error * error);
    }

    DistinctCount plus(DistinctCount other) {
        return new DistinctCount(estimate + other.estimate, variance + other.variance);
    }

    /** The estimate as a count. */
    public long count() {
        return Math.round(estimate);
    }

    /** Lower end of the 95 % interval. */
    public long low() {
        return Math.max(0, (long) Math.floor(estimate - Z_95 * Math.sqrt(variance)));
    }

    /** Upper end of the 95 % interval. */
    public long high() {
        return (long) Math.ceil(estimate + Z_95 * Math.sqrt(variance));
    }

    /**
     * Works out what Redis had before it rounded to a whole number. Shards are about equally large, so all of them
     * round the same way: at 110 profiles in each, 64 roundings of up to a half come to 20 of 7,000, three standard
     * errors of the sum. A small sketch's estimate follows from how many registers k are set, {@code -m ln(1 - k/m)};
     * the k that rounds to what Redis said gives it back. Measured over 30 sums of 64: the bias goes from -19.7 to 1.3
     * at 110 a shard, from 15.9 to -0.3 at 155.
     */
    private static double unrounded(long count) {
        if (count > MAX_UNROUNDED) {
            return count;
        }
        long registers = Math.round(-REGISTERS * Math.expm1(-(double) count / REGISTERS));
        double linear = -REGISTERS * Math.log1p(-(double) registers / REGISTERS);
        return Math.round(linear) == count ? linear : count;
    }
}
