package io.rollcall.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EstimateTest {
    private final Estimate sketched = new Estimate(100, 90, 110);

    @Test
    void aSketchIsHeldBetweenWhatIsCertain() {
        assertThat(sketched.between(Estimate.exact(95), Estimate.exact(105))).isEqualTo(new Estimate(100, 95, 105));
        assertThat(sketched.between(Estimate.exact(102), Estimate.exact(300))).isEqualTo(new Estimate(102, 102, 110));
        assertThat(sketched.between(Estimate.exact(1), Estimate.exact(99))).isEqualTo(new Estimate(99, 90, 99));
    }

    @Test
    void whenBothBoundsMeetItIsExact() {
        assertThat(sketched.between(Estimate.exact(101), Estimate.exact(101))).isEqualTo(Estimate.exact(101));
    }

    @Test
    void boundsThatCrossBecauseTheyWereReadAMomentApartYieldTheFloor() {
        assertThat(sketched.between(Estimate.exact(120), Estimate.exact(119))).isEqualTo(Estimate.exact(120));
    }

    @Test
    void aSketchedBoundLeavesItsOwnDoubt() {
        assertThat(sketched.between(new Estimate(50, 45, 55), new Estimate(104, 99, 109)))
                .isEqualTo(new Estimate(100, 90, 109));
    }

    @Test
    void anIntervalHoldsItsValue() {
        assertThatThrownBy(() -> new Estimate(5, 6, 7)).isInstanceOf(IllegalArgumentException.class);
    }
}
