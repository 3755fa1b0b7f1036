package io.rollcall.lakehouse.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class UpkeepMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final UpkeepMetrics metrics = new UpkeepMetrics(registry);

    @Test
    void whatWasLeftOutIsNotKnownBeforeTheFirstUpkeep() {
        assertThat(leftOutDays()).isNaN();

        metrics.leftOut(0);

        assertThat(leftOutDays()).isZero();
    }

    private double leftOutDays() {
        return registry.get("rollcall.maintenance.left.out.days").gauge().value();
    }
}
