package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrectedTimeTest {
    private static final long RECEIVED = 1_000_000_000;

    @ParameterizedTest
    @CsvSource({
        // the client's clock at sending, the event's time, the corrected time
        "1000000000, 999999000, 999999000, OK",
        "999940000, 999939000, 999939000, OK",
        "999939999, 999939000, 999999001, CORRECTED",
        "1000060000, 1000059000, 1000059000, OK",
        "1000060001, 1000059000, 999998999, CORRECTED",
        "0, -5000, 999995000, CORRECTED",
    })
    void skewAboveAMinuteIsSetRight(long sentAt, long eventTime, long corrected, TimeQuality quality) {
        assertThat(CorrectedTime.of(eventTime, OptionalLong.of(sentAt), RECEIVED))
                .isEqualTo(new CorrectedTime(corrected, quality));
    }

    @Test
    void withoutSentAtTheEventsOwnTimeStands() {
        assertThat(CorrectedTime.of(5, OptionalLong.empty(), RECEIVED)).isEqualTo(new CorrectedTime(5, TimeQuality.OK));
    }

    @Test
    void retryWithinTheToleranceKeepsItsTime() {
        long eventTime = RECEIVED - 1_000;
        CorrectedTime first = CorrectedTime.of(eventTime, OptionalLong.of(RECEIVED), RECEIVED);
        CorrectedTime retry = CorrectedTime.of(eventTime, OptionalLong.of(RECEIVED + 55_000), RECEIVED + 50_000);
        assertThat(retry).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"999999999, 999999999, OK", "1000000000, 1000000000, OK", "1000000001, 1000000000, CLAMPED"})
    void nothingHappensAfterItsReceipt(long millis, long clamped, TimeQuality quality) {
        assertThat(new CorrectedTime(millis, TimeQuality.OK).clampedTo(RECEIVED))
                .isEqualTo(new CorrectedTime(clamped, quality));
    }
}
