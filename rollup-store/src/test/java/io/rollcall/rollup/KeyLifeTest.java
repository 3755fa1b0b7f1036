package io.rollcall.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.event.LiveWindow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyLifeTest {
    private static final Duration COUNTED = Duration.ofDays(LiveWindow.COUNTED_DAYS);
    private static final Duration SKETCHED = Duration.ofDays(35);
    private static final Duration SLICE = Duration.ofMinutes(7);

    @Test
    void countersThatMayEndBeforeTheirLastEventAreRefused() {
        assertThat(new KeyLife(1, COUNTED, SKETCHED, SLICE).day()).isEqualTo(COUNTED);
        assertThatThrownBy(() -> new KeyLife(1, COUNTED.minusSeconds(1), SKETCHED, SLICE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(LiveWindow.COUNTED_DAYS + " days");
    }

    @Test
    void sketchesThatEndBeforeTheCountersAreRefused() {
        assertThatThrownBy(() -> new KeyLife(1, SKETCHED.plusSeconds(1), SKETCHED, SLICE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void slicesThatEndBeforeTheyHaveLeftTheWindowAreRefused() {
        assertThatThrownBy(() -> new KeyLife(1, COUNTED, SKETCHED, Duration.ofSeconds(369)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("active now");
        assertThat(new KeyLife(1, COUNTED, SKETCHED, Duration.ofSeconds(370)).slice())
                .isEqualTo(Duration.ofSeconds(370));
    }
}
