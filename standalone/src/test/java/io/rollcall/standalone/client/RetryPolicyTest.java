package io.rollcall.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final RetryPolicy POLICY = new RetryPolicy(5, Duration.ofMillis(100), Duration.ofSeconds(2));
    private static final double LAST = 1;

    @Test
    void pausesDoubleUpToTheLongest() {
        assertThat(POLICY.pause(1, Optional.empty(), LAST)).isEqualTo(Duration.ofMillis(100));
        assertThat(POLICY.pause(3, Optional.empty(), LAST)).isEqualTo(Duration.ofMillis(400));
        assertThat(POLICY.pause(6, Optional.empty(), LAST)).isEqualTo(Duration.ofSeconds(2));
        assertThat(POLICY.pause(1_000_000, Optional.empty(), LAST)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void pausesSpreadOverTheirSecondHalf() {
        assertThat(POLICY.pause(1, Optional.empty(), 0)).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void theGatewaysWishIsGrantedUpToTheLongest() {
        assertThat(POLICY.pause(1, Optional.of(Duration.ofSeconds(1)), LAST)).isEqualTo(Duration.ofSeconds(1));
        assertThat(POLICY.pause(1, Optional.of(Duration.ZERO), LAST)).isEqualTo(Duration.ofMillis(100));
        assertThat(POLICY.pause(1, Optional.of(Duration.ofHours(1)), LAST)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aPolicyThatNeverSendsIsRefused() {
        assertThatThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
