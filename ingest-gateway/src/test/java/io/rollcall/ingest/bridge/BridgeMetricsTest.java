package io.rollcall.ingest.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class BridgeMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BridgeMetrics metrics = new BridgeMetrics(registry);

    @Test
    void theLagIsNotKnownBeforeTheTopicWasRead() {
        assertThat(lag()).isNaN();

        metrics.works(3);

        assertThat(lag()).isEqualTo(3);
    }

    private double lag() {
        return registry.get("rollcall.bridge.lag.records").gauge().value();
    }
}
