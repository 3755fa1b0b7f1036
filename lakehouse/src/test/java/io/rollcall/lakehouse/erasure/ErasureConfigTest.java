package io.rollcall.lakehouse.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lakehouse.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pins every key and its default: they are what operators write down. */
class ErasureConfigTest {
    @Test
    void defaults() {
        ErasureConfig erasure = Settings.of(ErasureConfig.class, Map.of());
        assertThat(erasure.schedule()).isEqualTo("0 0 4 * * ?");
        assertThat(erasure.repeatFor()).isEqualTo(Duration.ofDays(14));
    }

    @Test
    void everyKeyIsReadUnderItsName() {
        ErasureConfig erasure = Settings.of(
                ErasureConfig.class, Map.of("rollcall.erasure.schedule", "off", "rollcall.erasure.repeat-for", "3d"));
        assertThat(erasure.schedule()).isEqualTo("off");
        assertThat(erasure.repeatFor()).isEqualTo(Duration.ofDays(3));
    }
}
