package io.rollcall.lakehouse.erasure;

import io.rollcall.event.Tombstone;
import io.rollcall.event.TombstoneCodec;
import io.rollcall.event.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes and reads tombstones. Erasures are rare, so each has a client of its own. */
@ApplicationScoped
public class Tombstones {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Map<String, Object> clientConfig;

    Tombstones(@Identifier("default-kafka-broker") Map<String, Object> clientConfig) {
        this.clientConfig = new HashMap<>(clientConfig);
    }

    /**
     * Writes a tombstone; returns once every replica in sync has it.
     *
     * @throws KafkaException when Kafka does not acknowledge it, or has no topic for it yet
     */
    void write(Tombstone tombstone) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put("client.id", "rollcall-lakehouse-erasure");
        config.put("acks", "all");
        config.put("enable.idempotence", "true");
        config.put("max.block.ms", Math.toIntExact(TIMEOUT.toMillis() / 2));
        config.put("delivery.timeout.ms", Math.toIntExact(TIMEOUT.toMillis()));
        config.put("request.timeout.ms", Math.toIntExact(TIMEOUT.toMillis() / 4));
        config.put("linger.ms", 0);
        config.remove("group.id");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.APP_PROFILE_TOMBSTONES,
                            TombstoneCodec.key(tombstone.profileId()),
                            TombstoneCodec.value(tombstone)))
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException notWritten) {
            throw new KafkaException("the tombstone was not acknowledged", notWritten);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for Kafka", interrupted);
        }
    }

    /**
     * Every tombstone that there is now.
     *
     * @throws KafkaException when Kafka does not answer
     */
    public List<Tombstone> all() {
        return TombstoneLog.all(clientConfig);
    }
}
