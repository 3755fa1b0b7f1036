package io.rollcall.query.experiment.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The z-test of two proportions. The test asks how unlikely the difference is when both are the same, and so pools them; the
 * interval does not.
 */
public final class TwoProportionZ {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private TwoProportionZ() {}

    /** The effect; a sample's y is 1 for yes and 0 for no. */
    static Effect effect(Sample control, Sample treatment) {
        double difference = treatment.mean() - control.mean();
        double pooled = (control.ySum() + treatment.ySum()) / (control.size() + treatment.size());
        double variance = pooled * (1 - pooled) * (1.0 / control.size() + 1.0 / treatment.size());
        if (!(variance > 0)) {
            return Effect.unsure(difference);
        }
        double z = Math.abs(difference) / Math.sqrt(variance);
        double margin =
                NORMAL.inverseSurvivalProbability(Effect.TAIL) * Math.sqrt(variance(control) + variance(treatment));
        return Effect.of(difference, margin, Math.min(1, 2 * NORMAL.survivalProbability(z)));
    }

    private static double variance(Sample sample) {
        return sample.mean() * (1 - sample.mean()) / sample.size();
    }
}
