package io.rollcall.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class LiveHorizonTest {
    private static final int WIDEST_WINDOW_DAYS = 30;

    private final LiveHorizon horizon = new LiveHorizon(LocalDate.parse("2026-11-22"));

    @Test
    void daysAreCountedAsLongAsNoShardCanHaveForgottenThem() {
        // A day's keys live 5 days at least from its midnight: those of the 17th may go on the 22nd.
        assertThat(horizon.firstCounted()).isEqualTo("2026-11-19");
        assertThat(horizon.counts(LocalDate.parse("2026-11-19"))).isTrue();
        assertThat(horizon.counts(LocalDate.parse("2026-11-18"))).isFalse();
    }

    @Test
    void sketchesReachFarEnoughForTheWidestWindowOfAllLiveDays() {
        assertThat(horizon.firstSketched()).isEqualTo("2026-10-20");
        assertThat(horizon.firstSketched().plusDays(WIDEST_WINDOW_DAYS - 1)).isBefore(horizon.firstCounted());
    }

    @Test
    void theReportReadsTheDaysThatAreCountedAndOver() {
        assertThat(horizon.closedDays())
                .containsExactly(
                        LocalDate.parse("2026-11-19"), LocalDate.parse("2026-11-20"), LocalDate.parse("2026-11-21"));
    }
}
