package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisorderTest {
    private final Disorder disorder = new Disorder();

    @Test
    void recordsInTheirOrderShowNoDisorder() {
        disorder.saw(1_000, 0);
        disorder.saw(9_000, 1);
        assertThat(disorder.millis()).isZero();
    }

    @Test
    void itIsHowFarTheWorstLiesBehindTheLatest() {
        disorder.saw(300_000, 0);
        disorder.saw(1_000, 1);
        disorder.saw(301_000, 2);
        disorder.saw(2_500, 3);
        assertThat(disorder.millis()).isEqualTo(299_000);
    }

    @Test
    void itIsForgottenWithinTwoMinutes() {
        disorder.saw(300_000, 0);
        disorder.saw(0, 1);
        disorder.saw(1_000, 60_001);
        assertThat(disorder.millis()).isEqualTo(300_000);
        disorder.saw(2_000, 120_002);
        assertThat(disorder.millis()).isZero();
    }
}
