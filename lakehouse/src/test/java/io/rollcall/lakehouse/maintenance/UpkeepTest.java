package io.rollcall.lakehouse.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lakehouse.LakeTurns;
import io.rollcall.lakehouse.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void aNightWithEveryStepDoneIsSeen(@TempDir Path directory) {
        try (Lake lake = Lake.open(LakeSettings.in(directory))) {
            upkeep(lake).run();
        }
        assertThat(registry.get("rollcall.maintenance.last.success.timestamp.seconds")
                        .gauge()
                        .value())
                .isPositive();
        for (UpkeepStep step : UpkeepStep.values()) {
            assertThat(failures(step)).isZero();
        }
    }

    @Test
    void aStepThatFailsIsCountedAndHoldsUpNoOther(@TempDir Path directory) {
        Lake lake = Lake.open(LakeSettings.in(directory));
        Upkeep upkeep = upkeep(lake);
        lake.close();
        upkeep.run();

        assertThat(registry.get("rollcall.maintenance.last.success.timestamp.seconds")
                        .gauge()
                        .value())
                .isZero();
        for (UpkeepStep step : UpkeepStep.values()) {
            assertThat(failures(step)).as(step.label()).isEqualTo(1);
        }
    }

    private double failures(UpkeepStep step) {
        return registry.get("rollcall.maintenance.failures")
                .tag("step", step.label())
                .counter()
                .count();
    }

    private Upkeep upkeep(Lake lake) {
        return new Upkeep(
                lake,
                new LakeTurns(),
                Settings.of(MaintenanceConfig.class, Map.of()),
                Settings.of(RetentionConfig.class, Map.of()),
                new UpkeepMetrics(registry));
    }
}
