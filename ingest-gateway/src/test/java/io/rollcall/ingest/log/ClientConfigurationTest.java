package io.rollcall.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.MemorySize;
import io.rollcall.event.Limits;
import io.rollcall.ingest.IngestSettings;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientConfigurationTest {
    @Test
    void deploymentSetsWhatThePromiseLeavesOpen() {
        Map<String, Object> config = new ClientConfiguration(Map.of(
                        "bootstrap.servers",
                        "kafka:9092",
                        "linger.ms",
                        "20",
                        "acks",
                        "1",
                        "enable.idempotence",
                        "false"))
                .producer(settings(Duration.ofSeconds(5)), Limits.DEFAULT);
        assertThat(config)
                .containsEntry("bootstrap.servers", "kafka:9092")
                .containsEntry("linger.ms", "20")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("delivery.timeout.ms", 5_000);
    }

    @Test
    void settingsOfOtherClientsAreLeftOut() {
        Map<String, Object> config = new ClientConfiguration(Map.of("group.id", "x", "bootstrap.servers", "k:1"))
                .producer(settings(Duration.ofSeconds(5)), Limits.DEFAULT);
        assertThat(config).doesNotContainKey("group.id");
    }

    @Test
    void acknowledgementNeedsASecond() {
        assertThatThrownBy(() ->
                        new ClientConfiguration(Map.of()).producer(settings(Duration.ofMillis(900)), Limits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rollcall.ingest.ack-timeout");
    }

    private static IngestSettings settings(Duration ackTimeout) {
        return new Settings(ackTimeout);
    }

    private record Settings(Duration ackTimeout) implements IngestSettings {
        @Override
        public Map<String, KeySettings> keys() {
            return Map.of();
        }

        @Override
        public LimitSettings limits() {
            throw new UnsupportedOperationException("the producer's settings follow from the limits themselves");
        }

        @Override
        public InFlightSettings inFlight() {
            return new InFlight(new MemorySize(BigInteger.valueOf(64 << 20)), 10);
        }

        @Override
        public Duration bodyTimeout() {
            return Duration.ofSeconds(30);
        }
    }

    private record InFlight(MemorySize size, int requests) implements IngestSettings.InFlightSettings {}
}
