import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts records without a stamp on app-events, one a compression, and waits until the worker has set all of them aside on
 * app-events-rejected. For smoke.sh: decompression is where a native executable differs from a JVM. Run as a source file.
 */
final class StrayRecords {
    private static final String LOG = "app-events";
    private static final String REJECTED = "app-events-rejected";
    private static final List<String> COMPRESSIONS = List.of("none", "gzip", "lz4", "snappy", "zstd");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private StrayRecords() {}

    public static void main(String[] arguments) throws Exception {
        for (String compression : COMPRESSIONS) {
            send(arguments[0], compression);
        }
        System.out.println("sent=" + COMPRESSIONS.size());
        Set<String> absent = absent(arguments[0]);
        if (!absent.isEmpty()) {
            System.err.println("not on " + REJECTED + " after " + PATIENCE.toSeconds() + " s: " + absent);
            System.exit(1);
        }
    }

    private static void send(String bootstrapServers, String compression) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "compression.type", compression,
                "acks", "all",
                "delivery.timeout.ms", 20_000,
                "request.timeout.ms", 10_000);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(LOG, value(compression))).get(30, TimeUnit.SECONDS);
        }
    }

    private static byte[] value(String compression) {
        return ("stray, compressed with " + compression + " ").repeat(50).getBytes(StandardCharsets.UTF_8);
    }

    private static Set<String> absent(String bootstrapServers) {
        Set<String> absent = new HashSet<>(COMPRESSIONS);
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(REJECTED).stream()
                    .map(partition -> new TopicPartition(REJECTED, partition.partition()))
                    .collect(Collectors.toList());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!absent.isEmpty() && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    byte[] found = record.value();
                    absent.removeIf(compression -> java.util.Arrays.equals(value(compression), found));
                }
            }
        }
        return absent;
    }
}
