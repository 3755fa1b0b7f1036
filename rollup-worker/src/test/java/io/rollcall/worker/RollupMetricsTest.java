package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rollcall.log.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RollupMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RollupMetrics metrics = new RollupMetrics(registry);

    @Test
    void aStoppedPartitionSaysWhyAndTheOthersSayNone() {
        metrics.publish(List.of(partition(0, Optional.of(StopReason.LOG_GONE)), partition(1, Optional.empty())));
        assertThat(stopped()).isEqualTo(Map.of("0 log_gone", 1.0, "1 none", 0.0));
    }

    @Test
    void aPartitionHasOneReasonAtATimeAndNoneOnceItGoesOn() {
        for (StopReason reason : StopReason.values()) {
            metrics.publish(List.of(partition(0, Optional.of(reason))));
            assertThat(stopped()).isEqualTo(Map.of("0 " + reason.code(), 1.0));
        }
        metrics.publish(List.of(partition(0, Optional.empty())));
        assertThat(stopped()).isEqualTo(Map.of("0 none", 0.0));
    }

    @Test
    void aPartitionThatIsTakenAwayDisappears() {
        metrics.publish(List.of(partition(0, Optional.of(StopReason.BEYOND_LOG))));
        metrics.publish(List.of());
        assertThat(registry.find("rollcall.rollup.stopped").gauges()).isEmpty();
        assertThat(registry.find("rollcall.rollup.lag.seconds").gauges()).isEmpty();
    }

    @Test
    void aLagThatNobodyKnowsIsNotShown() {
        metrics.publish(List.of(new PartitionLag(0, 0, 0, false, Optional.empty(), 0, 0, 0)));
        assertThat(registry.find("rollcall.rollup.lag.seconds").gauges()).isEmpty();
        assertThat(stopped()).isEqualTo(Map.of("0 none", 0.0));
    }

    /** What is seen of it while it runs: the state machine's reason reaches the metric. */
    @Test
    void whatStopsAPartitionIsTheReasonShown() {
        PartitionRollup partition =
                new PartitionRollup(3, new DuplicateWindow.Bounds(Duration.ZERO, 1_000_000), profile -> false);
        partition.stop(new StartPlan.Stop(StopReason.LOG_CUT, "a test"));
        metrics.publish(List.of(PartitionLag.of(partition, 0, 0, 0)));
        assertThat(stopped()).isEqualTo(Map.of("3 log_cut", 1.0));

        partition.unplace();
        metrics.publish(List.of(PartitionLag.of(partition, 0, 0, 0)));
        assertThat(stopped()).isEqualTo(Map.of("3 none", 0.0));
    }

    private static PartitionLag partition(int partition, Optional<StopReason> stopped) {
        return new PartitionLag(partition, 0, 0, true, stopped, 0, 0, 0);
    }

    private Map<String, Double> stopped() {
        return registry.find("rollcall.rollup.stopped").gauges().stream()
                .collect(Collectors.toMap(RollupMetricsTest::labels, Gauge::value));
    }

    private static String labels(Gauge gauge) {
        return Stream.of("partition", "reason")
                .map(label -> String.valueOf(gauge.getId().getTag(label)))
                .collect(Collectors.joining(" "));
    }
}
