package io.rollcall.query.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleRatioTest {
    /**
     * Kohavi, Tang, Xu, Trustworthy Online Controlled Experiments (2020), chapter 21: 821,588 users in the control and 815,482 in the
     * treatment of an equal split; p = 1.8E-6.
     */
    @Test
    void aSplitThatIsNotTheOneThatWasMeant() {
        SampleRatio ratio = SampleRatio.of(List.of(821_588L, 815_482L), List.of(1.0, 1.0));
        assertThat(ratio.pValue()).isEqualTo(1.8e-6, within(5e-8));
        assertThat(ratio.isMismatch()).isTrue();
    }

    /** Wikipedia, "Sample ratio mismatch": 600 and 400 of 1,000; p = 2.54E-10. */
    @Test
    void sixHundredAndFourHundred() {
        assertThat(SampleRatio.of(List.of(600L, 400L), List.of(3.0, 3.0)).pValue())
                .isEqualTo(2.54e-10, within(5e-13));
        SampleRatio asMeant = SampleRatio.of(List.of(600L, 400L), List.of(3.0, 2.0));
        assertThat(asMeant).isEqualTo(new SampleRatio(0, 1, 1));
        assertThat(asMeant.isMismatch()).isFalse();
    }

    /**
     * Mendel's peas of 1866, the textbook example of the chi-square test: 315, 108, 101, 32 where 9 : 3 : 3 : 1 was expected;
     * Fisher, "Has Mendel's work been rediscovered?" (1936), table V: chi-square 0.4700 with 3 degrees of freedom.
     */
    @Test
    void mendelsPeas() {
        SampleRatio ratio = SampleRatio.of(List.of(315L, 108L, 101L, 32L), List.of(9.0, 3.0, 3.0, 1.0));
        assertThat(ratio.chiSquare()).isEqualTo(0.4700, within(5e-5));
        assertThat(ratio.degreesOfFreedom()).isEqualTo(3);
        assertThat(ratio.pValue()).isEqualTo(0.9254, within(5e-5));
    }

    @Test
    void aVariantThatNobodyCameToIsAMismatchOnceThereAreEnough() {
        assertThat(SampleRatio.of(List.of(5L, 0L), List.of(1.0, 1.0)).isMismatch())
                .isFalse();
        assertThat(SampleRatio.of(List.of(50L, 0L), List.of(1.0, 1.0)).isMismatch())
                .isTrue();
    }
}
