package io.rollcall.query.experiment.statistics;

import java.util.Collection;
import java.util.Optional;

/**
 * CUPED (Deng, Xu, Kohavi, Walker 2013): y - theta (x - mean of x) has the mean of y and less variance, where theta =
 * cov(y, x) / var(x). Theta is one for all variants, from the deviations within them: it must not know the effect.
 *
 * @param meanBefore of x over all profiles
 */
public record Cuped(double theta, double meanBefore) {
    /** Nothing when x is the same for all: then it says nothing. */
    static Optional<Cuped> of(Collection<Sample> variants) {
        double together = variants.stream().mapToDouble(Sample::spreadTogether).sum();
        double before = variants.stream().mapToDouble(Sample::spreadBefore).sum();
        double sum = variants.stream().mapToDouble(Sample::xSum).sum();
        long size = variants.stream().mapToLong(Sample::size).sum();
        return before > 0 ? Optional.of(new Cuped(together / before, sum / size)) : Optional.empty();
    }

    /** The adjusted values of a variant. */
    Average adjusted(Sample sample) {
        double spread = sample.spread() - 2 * theta * sample.spreadTogether() + theta * theta * sample.spreadBefore();
        return new Average(
                sample.size(),
                sample.mean() - theta * (sample.meanBefore() - meanBefore),
                Math.max(0, spread) / (sample.size() - 1));
    }

    Effect effect(Sample control, Sample treatment) {
        return WelchT.effect(adjusted(control), adjusted(treatment));
    }

    /** The share of the difference's variance that is gone. */
    double varianceReduction(Sample control, Sample treatment) {
        double before = control.average().varianceOfMean() + treatment.average().varianceOfMean();
        double after = adjusted(control).varianceOfMean() + adjusted(treatment).varianceOfMean();
        return 1 - after / before;
    }
}
