package io.rollcall.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogBoundsTest {
    private static final LogBounds BOUNDS = new LogBounds(10, 20);

    @ParameterizedTest
    @ValueSource(longs = {10, 15, 20})
    void readingGoesOnWhereTheLogHoldsTheNextRecordOrEnds(long next) {
        assertThat(BOUNDS.gapAt(next)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9})
    void recordsInFrontAreGone(long next) {
        assertThat(BOUNDS.gapAt(next)).contains(StopReason.LOG_GONE);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 100})
    void recordsThatWereReadAreNoLongerThere(long next) {
        assertThat(BOUNDS.gapAt(next)).contains(StopReason.BEYOND_LOG);
    }
}
