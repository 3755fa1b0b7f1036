package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
    @Test
    void defaultsAreThoseOfTheContract() {
        assertThat(Limits.DEFAULT)
                .isEqualTo(
                        new Limits(1_048_576, 8_388_608, 1_000, 32_768, 32, Duration.ofDays(7), Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "2000, 1000, 1, 100, 1, 1, 1, body must fit",
        "1000, 1000, 0, 100, 1, 1, 1, at least one event",
        "1000, 1000, 1, 1001, 1, 1, 1, event must fit",
        "1000, 1000, 1, 63, 1, 1, 1, 64 bytes",
        "1000, 1000, 1, 100, -1, 1, 1, property keys",
        "1000, 1000, 1, 100, 1, -1, 1, ages",
        "1000, 1000, 1, 100, 1, 1, -1, ages",
    })
    void limitsThatContradictEachOtherAreRefused(
            int body, int unpacked, int events, int event, int properties, long age, long ahead, String hint) {
        assertThatThrownBy(() -> new Limits(
                        body, unpacked, events, event, properties, Duration.ofDays(age), Duration.ofDays(ahead)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(hint);
    }
}
