package io.rollcall.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.metric.Stickiness;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class LiveHorizonTest {
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
        assertThat(horizon.firstSketched().plusDays(Stickiness.METRIC.windowDays() - 1))
                .isBefore(horizon.firstCounted());
    }
}
