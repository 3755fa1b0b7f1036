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
        assertThat(BOUNDS.gapAt(next))
                .contains(new LogBounds.Gap(StopReason.LOG_GONE, "the log begins at 10: records were deleted unread"));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 100})
    void recordsThatWereReadAreNoLongerThere(long next) {
        assertThat(BOUNDS.gapAt(next))
                .contains(new LogBounds.Gap(StopReason.BEYOND_LOG, "the log ends at 20: it was cut or replaced"));
    }
}
