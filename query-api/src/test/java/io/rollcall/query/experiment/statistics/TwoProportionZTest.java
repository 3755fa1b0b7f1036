package io.rollcall.query.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TwoProportionZTest {
    /**
     * OpenStax, Introductory Statistics, example 10.8: 20 of 200 adults with medication A and 12 of 200 with B still had
     * hives; p = 0.1404.
     */
    @Test
    void twoMedicationsForHives() {
        Effect effect = TwoProportionZ.effect(Samples.share(12, 200), Samples.share(20, 200));
        assertThat(effect.difference()).isEqualTo(0.04, within(1e-12));
        assertThat(effect.pValue()).isEqualTo(0.1404, within(5e-5));
    }

    /**
     * A poll in Time, 18 April 1994, worked in Penn State's STAT 415 lessons on two proportions: 351 of 605 non-smokers and 41 of
     * 195 smokers for a tax; z = 8.99 with pooled proportions, and the 95 % interval without pooling is 0.300499 to
     * 0.439319.
     */
    @Test
    void aPollAboutATobaccoTax() {
        Effect effect = TwoProportionZ.effect(Samples.share(41, 195), Samples.share(351, 605));
        assertThat(effect.low()).isEqualTo(0.300499, within(1e-6));
        assertThat(effect.high()).isEqualTo(0.439319, within(1e-6));
        assertThat(effect.pValue()).as("two tails beyond 8.99").isBetween(2.3e-19, 2.6e-19);
    }

    @Test
    void whereNobodyOrEverybodyDidItNothingIsSure() {
        assertThat(TwoProportionZ.effect(Samples.share(0, 10), Samples.share(0, 10)))
                .isEqualTo(Effect.unsure(0));
        assertThat(TwoProportionZ.effect(Samples.share(7, 7), Samples.share(9, 9)))
                .isEqualTo(Effect.unsure(0));
    }
}
