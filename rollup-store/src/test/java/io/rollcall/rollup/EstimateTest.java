package io.rollcall.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void aWholeIsHeldBetweenItsLargestPartAndTheirSum() {
        List<Estimate> parts = List.of(Estimate.exact(10), Estimate.exact(20));
        assertThat(new Estimate(15, 5, 60).within(parts)).isEqualTo(new Estimate(20, 20, 30));
        assertThat(new Estimate(50, 40, 60).within(parts)).isEqualTo(Estimate.exact(30));
        assertThat(new Estimate(25, 22, 28).within(parts)).isEqualTo(new Estimate(25, 22, 28));
    }

    @Test
    void aSketchedPartBoundsByItsOwnInterval() {
        List<Estimate> parts = List.of(new Estimate(100, 90, 110), Estimate.exact(10));
        assertThat(new Estimate(80, 70, 200).within(parts)).isEqualTo(new Estimate(100, 90, 120));
    }

    @Test
    void anIntervalHoldsItsValue() {
        assertThatThrownBy(() -> new Estimate(1, 2, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
