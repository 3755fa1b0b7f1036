package io.rollcall.lakehouse.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lakehouse.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pins every key and its default: they are what operators write down. */
class MaintenanceConfigTest {
    @Test
    void defaults() {
        MaintenanceConfig files = Settings.of(MaintenanceConfig.class, Map.of());
        assertThat(files.targetFileSize().asLongValue()).isEqualTo(128 << 20);
        assertThat(files.keepSnapshots()).isEqualTo(Duration.ofDays(1));
        assertThat(files.orphanAge()).isEqualTo(Duration.ofDays(1));
        RetentionConfig retention = Settings.of(RetentionConfig.class, Map.of());
        assertThat(retention.bronzeDays()).isEqualTo(400);
        assertThat(retention.silverDays()).isEqualTo(90);
    }

    @Test
    void everyKeyIsReadUnderItsName() {
        MaintenanceConfig files = Settings.of(
                MaintenanceConfig.class,
                Map.of(
                        "rollcall.lake.maintenance.target-file-size", "1M",
                        "rollcall.lake.maintenance.keep-snapshots", "2h",
                        "rollcall.lake.maintenance.orphan-age", "3h"));
        assertThat(files.targetFileSize().asLongValue()).isEqualTo(1 << 20);
        assertThat(files.keepSnapshots()).isEqualTo(Duration.ofHours(2));
        assertThat(files.orphanAge()).isEqualTo(Duration.ofHours(3));
        RetentionConfig retention = Settings.of(
                RetentionConfig.class,
                Map.of("rollcall.lake.retention.bronze-days", "30", "rollcall.lake.retention.silver-days", "8"));
        assertThat(retention.bronzeDays()).isEqualTo(30);
        assertThat(retention.silverDays()).isEqualTo(8);
    }
}
