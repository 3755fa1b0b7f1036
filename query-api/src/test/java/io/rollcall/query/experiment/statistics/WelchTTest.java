package io.rollcall.query.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class WelchTTest {
    /**
     * Student, "The probable error of a mean", Biometrika 6 (1908): hours of sleep gained with two drugs. R's documentation works
     * it out as {@code t.test(extra ~ group, data = sleep)}: t = -1.8608, df = 17.776, p = 0.07939, interval -3.3654832 to
     * 0.2054832.
     */
    @Test
    void studentsSleepData() {
        Sample first = Samples.of(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0);
        Sample second = Samples.of(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4);
        Effect effect = WelchT.effect(second.average(), first.average());
        assertThat(effect.difference()).isEqualTo(-1.58, within(1e-9));
        assertThat(effect.pValue()).isEqualTo(0.07939, within(5e-6));
        assertThat(effect.low()).isEqualTo(-3.3654832, within(1e-6));
        assertThat(effect.high()).isEqualTo(0.2054832, within(1e-6));
    }

    /**
     * NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.3: miles per gallon of American and Japanese cars. Without equal
     * variances t = -12.94627 with 136.8750 degrees of freedom, and the standard error of the difference is 0.7984100.
     */
    @Test
    void nistMilesPerGallon() {
        Average american = new Average(249, 20.14458, 6.414700 * 6.414700);
        Average japanese = new Average(79, 30.48101, 6.107710 * 6.107710);
        TDistribution published = TDistribution.of(136.8750);
        double margin = published.inverseSurvivalProbability(0.025) * 0.7984100;
        Effect effect = WelchT.effect(american, japanese);
        assertThat(effect.difference()).isEqualTo(10.33643, within(1e-9));
        assertThat(effect.low()).isEqualTo(10.33643 - margin, within(1e-6));
        assertThat(effect.high()).isEqualTo(10.33643 + margin, within(1e-6));
        assertThat(effect.pValue()).isCloseTo(2 * published.survivalProbability(12.94627), withinPercentage(0.1));
    }

    @Test
    void nothingIsSureOfASingleProfileOrOfProfilesThatAreAllAlike() {
        assertThat(WelchT.effect(Samples.of(1).average(), Samples.of(2, 3, 4).average()))
                .isEqualTo(Effect.unsure(2));
        assertThat(WelchT.effect(Samples.of(1, 1).average(), Samples.of(4, 4, 4).average()))
                .isEqualTo(Effect.unsure(3));
        assertThat(WelchT.effect(Samples.of(1, 1).average(), Samples.of(4, 5, 6).average())
                        .pValue())
                .as("one variant alike")
                .isNotNull();
    }
}
