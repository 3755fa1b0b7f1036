package io.rollcall.query.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Against Deng, Xu, Kohavi, Walker, "Improving the Sensitivity of Online Controlled Experiments by Utilizing Pre-Experiment Data"
 * (WSDM 2013), section 3.2: theta = cov(Y, X) / var(X), and var(Y_cv) = var(Y) (1 - rho²).
 */
class CupedTest {
    private static final int SIZE = 400;

    @Test
    void theVarianceShrinksByTheSquareOfTheCorrelation() {
        double[] x = noise(1, 3);
        double[] y = plus(times(x, 0.8), noise(2, 2));
        Sample sample = Samples.of(y, x);
        Average adjusted = Cuped.of(List.of(sample)).orElseThrow().adjusted(sample);
        double correlation = covariance(y, x) / Math.sqrt(covariance(x, x) * covariance(y, y));
        assertThat(correlation).isBetween(0.7, 0.8);
        assertThat(adjusted.variance()).isEqualTo(covariance(y, y) * (1 - correlation * correlation), within(1e-9));
        assertThat(adjusted.mean())
                .as("one variant alone has nothing to adjust")
                .isEqualTo(mean(y), within(1e-9));
    }

    @Test
    void theAdjustedSumsAreThoseOfTheAdjustedValues() {
        double[] x = noise(3, 3);
        double[] y = plus(times(x, 0.8), noise(4, 2));
        double[] xTreated = noise(5, 3);
        double[] yTreated = plus(plus(times(xTreated, 0.8), noise(6, 2)), 0.7);
        Sample control = Samples.of(y, x);
        Sample treatment = Samples.of(yTreated, xTreated);
        Cuped cuped = Cuped.of(List.of(control, treatment)).orElseThrow();
        double theta = (covariance(y, x) + covariance(yTreated, xTreated))
                / (covariance(x, x) + covariance(xTreated, xTreated));
        assertThat(cuped.theta()).isEqualTo(theta, within(1e-9));

        double[] adjusted = minus(y, times(x, theta));
        double[] adjustedTreated = minus(yTreated, times(xTreated, theta));
        Effect expected = WelchT.effect(
                Samples.of(adjusted).average(), Samples.of(adjustedTreated).average());
        Effect effect = cuped.effect(control, treatment);
        assertThat(effect.difference()).isEqualTo(expected.difference(), within(1e-9));
        assertThat(effect.low()).isEqualTo(expected.low(), within(1e-9));
        assertThat(effect.pValue()).isEqualTo(expected.pValue(), within(1e-9));
        assertThat(cuped.varianceReduction(control, treatment))
                .isEqualTo(
                        1
                                - (covariance(adjusted, adjusted) + covariance(adjustedTreated, adjustedTreated))
                                        / (covariance(y, y) + covariance(yTreated, yTreated)),
                        within(1e-9));
    }

    /** By hand: x 0, 2 and y 1, 5 in the control, x 1, 3 and y 4, 8 in the treatment: theta 2, and 1 of the 3 is left. */
    @Test
    void aVariantThatWasAheadBeforeIsHeldToIt() {
        Sample control = Samples.of(new double[] {1, 5}, new double[] {0, 2});
        Sample treatment = Samples.of(new double[] {4, 8}, new double[] {1, 3});
        Cuped cuped = Cuped.of(List.of(control, treatment)).orElseThrow();
        assertThat(cuped).isEqualTo(new Cuped(2, 1.5));
        assertThat(cuped.adjusted(control)).isEqualTo(new Average(2, 4, 0));
        assertThat(cuped.adjusted(treatment)).isEqualTo(new Average(2, 5, 0));
        assertThat(cuped.effect(control, treatment)).isEqualTo(Effect.unsure(1));
    }

    @Test
    void withoutAnythingBeforeThereIsNothingToAdjust() {
        assertThat(Cuped.of(List.of(Samples.of(1, 2, 3), Samples.of(4, 5)))).isEmpty();
    }

    private static double[] noise(long seed, double deviation) {
        Random random = new Random(seed);
        return random.doubles(SIZE)
                .map(any -> random.nextGaussian() * deviation)
                .toArray();
    }

    private static double[] times(double[] values, double factor) {
        return Arrays.stream(values).map(value -> value * factor).toArray();
    }

    private static double[] plus(double[] values, double summand) {
        return Arrays.stream(values).map(value -> value + summand).toArray();
    }

    private static double[] plus(double[] first, double[] second) {
        double[] sum = first.clone();
        Arrays.setAll(sum, i -> first[i] + second[i]);
        return sum;
    }

    private static double[] minus(double[] first, double[] second) {
        return plus(first, times(second, -1));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double covariance(double[] first, double[] second) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += (first[i] - mean(first)) * (second[i] - mean(second));
        }
        return sum / (first.length - 1);
    }
}
