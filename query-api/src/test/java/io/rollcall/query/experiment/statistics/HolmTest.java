package io.rollcall.query.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HolmTest {
    private static final Offset<Double> EXACTLY = Offset.offset(1e-12);

    /**
     * Wikipedia, "Holm–Bonferroni method", section "Example" and "Adjusted p-value": p-values 0.01, 0.04, 0.03, 0.005 become
     * 0.03, 0.06, 0.06, 0.02. R's {@code p.adjust(c(.01, .04, .03, .005), "holm")} says the same.
     */
    @Test
    void fourHypotheses() {
        List<Double> adjusted = Holm.adjusted(List.of(0.01, 0.04, 0.03, 0.005));
        assertThat(adjusted.get(0)).isEqualTo(0.03, EXACTLY);
        assertThat(adjusted.get(1)).as("not below one before it").isEqualTo(0.06, EXACTLY);
        assertThat(adjusted.get(2)).isEqualTo(0.06, EXACTLY);
        assertThat(adjusted.get(3)).isEqualTo(0.02, EXACTLY);
    }

    @Test
    void oneTestNeedsNoCorrectionAndNoneIsAboveOne() {
        assertThat(Holm.adjusted(List.of(0.04))).containsExactly(0.04);
        assertThat(Holm.adjusted(List.of(0.6, 0.7))).containsExactly(1.0, 1.0);
        assertThat(Holm.adjusted(List.of())).isEmpty();
    }

    @Test
    void whatWasNotTestedCountsForNothing() {
        List<Double> pValues = new ArrayList<>(List.of(0.01, 0.02));
        pValues.add(1, null);
        assertThat(Holm.adjusted(pValues)).containsExactly(0.02, null, 0.02);
    }
}
