package io.rollcall.benchmarks.gateway;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Kafka producer's settings on both sides: the gateway's defaults, said to both so that neither can drift away. */
final class ProducerSettings {
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "acks", "all",
            "enable.idempotence", "true",
            "compression.type", "lz4",
            "linger.ms", "5",
            "batch.size", "262144",
            "buffer.memory", "100663296"));

    private ProducerSettings() {}

    /** The settings as kafka-producer-perf-test takes them. */
    static List<String> forPerfTest(String bootstrapServers) {
        Map<String, String> all = new TreeMap<>(SETTINGS);
        all.put("bootstrap.servers", bootstrapServers);
        return all.entrySet().stream()
                .map(setting -> setting.getKey() + '=' + setting.getValue())
                .toList();
    }

    /** The settings as system properties of the gateway. */
    static List<String> forGateway(String bootstrapServers) {
        return forPerfTest(bootstrapServers).stream()
                .map(setting -> "-Dkafka." + setting)
                .toList();
    }

    static String text() {
        return String.join(
                ", ", SETTINGS.entrySet().stream().map(Object::toString).toList());
    }
}
