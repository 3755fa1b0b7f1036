package io.rollcall.lakehouse.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lakehouse.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pins every key and its default: they are what operators write down. */
class ArchiveConfigTest {
    @Test
    void defaults() {
        ArchiveConfig archive = Settings.of(ArchiveConfig.class, Map.of());
        assertThat(archive.enabled()).isTrue();
        assertThat(archive.partitions()).isEmpty();
        assertThat(archive.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(archive.idleInterval()).isEqualTo(Duration.ofMinutes(10));
        assertThat(archive.memory().asLongValue()).isEqualTo(64 << 20);
        assertThat(archive.maxRows()).isEqualTo(2_000_000);
        assertThat(archive.stopTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(archive.acceptLoss()).isFalse();
    }

    @Test
    void everyKeyIsReadUnderItsName() {
        ArchiveConfig archive = Settings.of(
                ArchiveConfig.class,
                Map.of(
                        "rollcall.archive.enabled", "false",
                        "rollcall.archive.partitions", "1,2",
                        "rollcall.archive.interval", "5s",
                        "rollcall.archive.idle-interval", "6s",
                        "rollcall.archive.memory", "1M",
                        "rollcall.archive.max-rows", "7",
                        "rollcall.archive.stop-timeout", "8s",
                        "rollcall.archive.accept-loss", "true"));
        assertThat(archive.enabled()).isFalse();
        assertThat(archive.partitions()).contains(List.of(1, 2));
        assertThat(archive.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(archive.idleInterval()).isEqualTo(Duration.ofSeconds(6));
        assertThat(archive.memory().asLongValue()).isEqualTo(1 << 20);
        assertThat(archive.maxRows()).isEqualTo(7);
        assertThat(archive.stopTimeout()).isEqualTo(Duration.ofSeconds(8));
        assertThat(archive.acceptLoss()).isTrue();
    }
}
