package io.rollcall.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NowWindowTest {
    private static final Instant FULL_MINUTE = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration MILLI = Duration.ofMillis(1);

    @Test
    void itIsTheThreeHundredSecondsBeforeTheLastFullTen() {
        for (Instant asOf = FULL_MINUTE; asOf.isBefore(FULL_MINUTE.plusSeconds(120)); asOf = asOf.plusMillis(500)) {
            NowWindow window = NowWindow.of(asOf.toEpochMilli(), asOf).orElseThrow();

            assertThat(Duration.between(window.asOf(), asOf))
                    .isGreaterThanOrEqualTo(Duration.ZERO)
                    .isLessThan(NowWindow.SLICE);
            assertThat(window.last() - window.first() + 1).isEqualTo(30);
            assertThat(NowWindow.sliceOf(window.asOf().minus(MILLI).toEpochMilli()))
                    .isEqualTo(window.last());
            assertThat(NowWindow.sliceOf(window.asOf().minus(NowWindow.LENGTH).toEpochMilli()))
                    .isEqualTo(window.first());
        }
    }

    @Test
    void countersThatAreTooFarBehindHaveNone() {
        Instant asOf = FULL_MINUTE.minus(NowWindow.MAX_LAG);
        assertThat(NowWindow.of(asOf.toEpochMilli(), FULL_MINUTE)).isPresent();
        assertThat(NowWindow.of(asOf.minus(MILLI).toEpochMilli(), FULL_MINUTE)).isEmpty();
        assertThat(NowWindow.of(0, FULL_MINUTE)).isEmpty();
    }

    /** Whatever the lag, and however long the reading waits. */
    @Test
    void everySliceOfAWindowMayBeKeptAndLivesUntilItIsRead() {
        for (long lag = 0; lag <= NowWindow.MAX_LAG.toMillis(); lag += 500) {
            NowWindow window =
                    NowWindow.of(FULL_MINUTE.toEpochMilli() - lag, FULL_MINUTE).orElseThrow();

            assertThat(NowWindow.mayHold(window.first(), FULL_MINUTE)).isTrue();
            assertThat(NowWindow.mayHold(window.last(), FULL_MINUTE)).isTrue();
            Instant made = Instant.EPOCH.plus(NowWindow.SLICE.multipliedBy(window.first()));
            assertThat(Duration.between(made, FULL_MINUTE)).isLessThan(NowWindow.SLICE_LIFE);
        }
    }

    @Test
    void nothingOfLongAgoAndNothingFarAheadIsKept() {
        long now = NowWindow.sliceOf(FULL_MINUTE.toEpochMilli());
        assertThat(NowWindow.mayHold(now, FULL_MINUTE)).isTrue();
        assertThat(NowWindow.mayHold(now - 36, FULL_MINUTE)).isTrue();
        assertThat(NowWindow.mayHold(now - 37, FULL_MINUTE)).isFalse();
        assertThat(NowWindow.mayHold(now + 5, FULL_MINUTE)).isTrue();
        assertThat(NowWindow.mayHold(now + 6, FULL_MINUTE)).isFalse();
    }
}
