package io.rollcall.benchmarks.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void oneSlowRoundDoesNotMoveTheMedian() {
        assertThat(Rounds.median(List.of(100.0, 1.0, 102.0))).isEqualTo(100.0);
    }

    @Test
    void anEvenNumberOfRoundsMeetsInTheMiddle() {
        assertThat(Rounds.median(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3.0);
    }

    @Test
    void noRoundsHaveNoMedian() {
        assertThatThrownBy(() -> Rounds.median(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
