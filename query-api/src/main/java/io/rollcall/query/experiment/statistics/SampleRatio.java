package io.rollcall.query.experiment.statistics;

import java.util.List;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.SignificanceResult;

/**
 * The result of a chi-square test that tells whether profiles came to the variants as they were meant to. Where they
 * did not, something that decides who is counted differs between the variants, and no difference between them can be
 * believed.
 *
 * @param pValue of the chi-square test
 */
public record SampleRatio(double chiSquare, int degreesOfFreedom, double pValue) {
    /** Below it nothing is judged. */
    public static final double THRESHOLD = 0.001;

    /**
     * Tests the sizes of two variants or more.
     *
     * @param weights above 0, in the order of the sizes; only their ratios matter
     */
    static SampleRatio of(List<Long> sizes, List<Double> weights) {
        long all = sizes.stream().mapToLong(Long::longValue).sum();
        double whole = weights.stream().mapToDouble(Double::doubleValue).sum();
        double[] expected =
                weights.stream().mapToDouble(weight -> all * weight / whole).toArray();
        SignificanceResult result = ChiSquareTest.withDefaults()
                .test(expected, sizes.stream().mapToLong(Long::longValue).toArray());
        return new SampleRatio(result.getStatistic(), sizes.size() - 1, result.getPValue());
    }

    public boolean isMismatch() {
        return pValue < THRESHOLD;
    }
}
