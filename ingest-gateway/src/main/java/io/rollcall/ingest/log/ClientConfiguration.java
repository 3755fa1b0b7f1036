package io.rollcall.ingest.log;

import io.rollcall.event.Limits;
import io.rollcall.ingest.IngestSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The settings of the Kafka clients: this class's defaults, then what the deployment says ({@code kafka.*}), then what
 * the promise "durable before acknowledged" does not leave open.
 */
final class ClientConfiguration {
    private static final Duration SHORTEST_ACK_TIMEOUT = Duration.ofSeconds(1);
    private static final int BUFFER_SLACK_BYTES = 32 << 20;
    private static final int BATCH_BYTES = 256 << 10;
    private static final int LINGER_MILLIS = 5;
    private static final int MAX_BLOCK_MILLIS = 1_000;
    private static final int RECONNECT_MILLIS = 1_000;

    private final Map<String, Object> deployment;

    ClientConfiguration(Map<String, Object> deployment) {
        this.deployment = Map.copyOf(deployment);
    }

    String bootstrapServers() {
        return String.valueOf(deployment.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    Map<String, Object> admin() {
        Map<String, Object> config = new HashMap<>();
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        addDeployment(config, AdminClientConfig.configNames());
        return config;
    }

    Map<String, Object> producer(IngestSettings settings, Limits limits) {
        Map<String, Object> config = new HashMap<>();
        // Of what a natively compiled worker can read without a native library, the cheapest to write and to read.
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MILLIS);
        addDeployment(config, ProducerConfig.configNames());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicPlan.largestRejected(limits));
        config.put(
                ProducerConfig.BUFFER_MEMORY_CONFIG, settings.inFlight().size().asLongValue() + BUFFER_SLACK_BYTES);
        addTimeouts(config, settings.ackTimeout());
        return config;
    }

    private static void addTimeouts(Map<String, Object> config, Duration ackTimeout) {
        if (ackTimeout.compareTo(SHORTEST_ACK_TIMEOUT) < 0) {
            throw new IllegalArgumentException(
                    "rollcall.ingest.ack-timeout is " + ackTimeout + "; it needs at least " + SHORTEST_ACK_TIMEOUT);
        }
        int millis = Math.toIntExact(ackTimeout.toMillis());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
    }

    private void addDeployment(Map<String, Object> config, Set<String> known) {
        deployment.forEach((key, value) -> {
            if (known.contains(key)) {
                config.put(key, value);
            }
        });
    }
}
