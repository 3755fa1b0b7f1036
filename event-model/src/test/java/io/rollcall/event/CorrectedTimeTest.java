package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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

    /** A request that is stored and sent again as it was must not move to the day on which it is sent again. */
    @ParameterizedTest
    @CsvSource({
        // sent_at, the corrected time of an event of a minute before it
        "2026-11-28T11:59:00Z, 2026-11-28T11:58:00Z, OK",
        "2026-11-28T11:58:59Z, 2026-11-28T11:59:00Z, CORRECTED",
        "2026-11-27T12:00:00Z, 2026-11-28T11:59:00Z, CORRECTED",
        "2026-11-27T11:59:59.999Z, 2026-11-27T11:58:59.999Z, OK",
        "2026-11-25T12:35:00Z, 2026-11-25T12:34:00Z, OK",
        "2020-01-01T00:00:00Z, 2019-12-31T23:59:00Z, OK",
        // A battery that is empty, and clocks that are ahead.
        "2019-12-31T23:59:59Z, 2026-11-28T11:59:00Z, CORRECTED",
        "1970-01-01T00:05:00Z, 2026-11-28T11:59:00Z, CORRECTED",
        "2026-12-28T12:00:00Z, 2026-11-28T11:59:00Z, CORRECTED",
        "2099-01-01T00:00:00Z, 2026-11-28T11:59:00Z, CORRECTED",
    })
    void theTimeOfAnEarlierSendingCorrectsNothing(Instant sentAt, Instant corrected, TimeQuality quality) {
        long received = Instant.parse("2026-11-28T12:00:00Z").toEpochMilli();
        assertThat(CorrectedTime.of(
                        sentAt.minusSeconds(60).toEpochMilli(), OptionalLong.of(sentAt.toEpochMilli()), received))
                .isEqualTo(new CorrectedTime(corrected.toEpochMilli(), quality));
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
