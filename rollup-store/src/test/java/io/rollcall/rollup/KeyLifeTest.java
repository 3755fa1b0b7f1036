package io.rollcall.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.event.LiveWindow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyLifeTest {
    private static final Duration COUNTED = Duration.ofDays(LiveWindow.COUNTED_DAYS);
    private static final Duration SKETCHED = Duration.ofDays(35);
    private static final Duration MINUTE = Duration.ofMinutes(10);

    @Test
    void countersThatMayEndBeforeTheirLastEventAreRefused() {
        assertThat(new KeyLife(1, COUNTED, SKETCHED, MINUTE).day()).isEqualTo(COUNTED);
        assertThatThrownBy(() -> new KeyLife(1, COUNTED.minusSeconds(1), SKETCHED, MINUTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(LiveWindow.COUNTED_DAYS + " days");
    }

    @Test
    void sketchesThatEndBeforeTheCountersAreRefused() {
        assertThatThrownBy(() -> new KeyLife(1, SKETCHED.plusSeconds(1), SKETCHED, MINUTE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
