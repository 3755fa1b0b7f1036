package io.rollcall.query.experiment.statistics;

import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;

/** Welch's t-test: two means whose variances need not be equal. */
public final class WelchT {
    private static final TTest TEST = TTest.withDefaults().with(DataDispersion.HETEROSCEDASTIC);

    private WelchT() {}

    static Effect effect(Average control, Average treatment) {
        double difference = treatment.mean() - control.mean();
        double variance = treatment.varianceOfMean() + control.varianceOfMean();
        // Not above 0 is also what is no number, because a single profile has no variance.
        if (!(variance > 0) || control.size() < 2 || treatment.size() < 2) {
            return Effect.unsure(difference);
        }
        TTest.Result result = TEST.test(
                treatment.mean(),
                treatment.variance(),
                treatment.size(),
                control.mean(),
                control.variance(),
                control.size());
        double quantile = TDistribution.of(result.getDegreesOfFreedom()).inverseSurvivalProbability(Effect.TAIL);
        return Effect.of(difference, quantile * Math.sqrt(variance), result.getPValue());
    }
}
