package io.rollcall.lakehouse.openday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lakehouse.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often open days are counted. */
class RefreshPaceTest {
    private final RefreshPace pace = RefreshPace.of(Settings.of(OpenDayConfig.class, Map.of()));

    @ParameterizedTest
    @CsvSource({"PT0S, PT30S", "PT3S, PT27S", "PT4.5S, PT25.5S", "PT9S, PT51S", "PT135S, PT765S"})
    void aCountTakesNoMoreThanItsShareOfTheTimeAndIsNotBegunMoreOftenThanTheIntervalSays(
            Duration took, Duration pause) {
        assertThat(pace.pauseAfter(took)).isEqualTo(pause);
    }

    @Test
    void allOfTheTimeIsNoPause() {
        assertThat(new RefreshPace(Duration.ofSeconds(1), 1).pauseAfter(Duration.ofMinutes(1)))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0.15", "PT-1S, 0.15", "PT30S, 0", "PT30S, 1.1", "PT30S, NaN"})
    void whatCannotBeIsRefused(Duration interval, double share) {
        assertThatThrownBy(() -> new RefreshPace(interval, share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rollcall.open-day");
    }
}
