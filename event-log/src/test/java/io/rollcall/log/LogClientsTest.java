package io.rollcall.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogClientsTest {
    private static final DurableWrites WRITES = new DurableWrites(Duration.ofSeconds(5), 64 << 20, 1 << 20);

    @Test
    void deploymentSetsWhatThePromiseLeavesOpen() {
        Map<String, Object> config = new LogClients(
                        Map.of(
                                "bootstrap.servers",
                                "kafka:9092",
                                "linger.ms",
                                "20",
                                "acks",
                                "1",
                                "enable.idempotence",
                                "false"),
                        "test")
                .producerConfig(WRITES);
        assertThat(config)
                .containsEntry("bootstrap.servers", "kafka:9092")
                .containsEntry("linger.ms", "20")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("delivery.timeout.ms", 5_000);
    }

    @Test
    void settingsOfOtherClientsAreLeftOut() {
        Map<String, Object> config =
                new LogClients(Map.of("group.id", "x", "bootstrap.servers", "k:1"), "test").producerConfig(WRITES);
        assertThat(config).doesNotContainKey("group.id");
    }

    @Test
    void acknowledgementNeedsASecond() {
        assertThatThrownBy(() -> new DurableWrites(Duration.ofMillis(900), 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rollcall.ingest.ack-timeout");
    }
}
