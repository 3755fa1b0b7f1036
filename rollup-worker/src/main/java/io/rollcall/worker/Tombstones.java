package io.rollcall.worker;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rollcall.event.ErasedProfiles;
import io.rollcall.event.TombstoneCodec;
import io.rollcall.event.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which profiles were erased: the tombstones, read to their end before any event is judged, and followed from then on, on a
 * thread of their own. As long as nobody has made their topic there are none.
 */
@ApplicationScoped
class Tombstones {
    private static final Logger LOG = Logger.getLogger(Tombstones.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long STOP_MILLIS = 2_000;

    private final Map<String, Object> clientConfig;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile ErasedProfiles erased = ErasedProfiles.NONE;
    private volatile boolean read;
    private @Nullable Thread thread;

    Tombstones(@Identifier("default-kafka-broker") Map<String, Object> clientConfig) {
        this.clientConfig = new HashMap<>(clientConfig);
    }

    boolean isErased(long profileId) {
        return erased.contains(profileId);
    }

    /** @throws LogUnavailableException as long as the tombstones of before the start were not read */
    void requireRead() {
        if (!read) {
            throw new LogUnavailableException("the tombstones of erased profiles were not read yet");
        }
    }

    void start(@Observes StartupEvent event) {
        Thread started = new Thread(this::follow, "tombstones");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    private void follow() {
        do {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(config(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                follow(consumer);
                consumer.close(CloseOptions.timeout(Duration.ZERO));
            } catch (KafkaException away) {
                LOG.debugf("the tombstones cannot be read now: %s", away.getMessage());
            }
        } while (!stopsWithin(PAUSE));
    }

    /** Returns when there is no such topic, or the service stops. */
    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        List<PartitionInfo> topic = consumer.partitionsFor(Topics.APP_PROFILE_TOMBSTONES);
        List<TopicPartition> partitions = topic == null
                ? List.of()
                : topic.stream()
                        .map(one -> new TopicPartition(one.topic(), one.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!partitions.isEmpty() && !stopsWithin(Duration.ZERO)) {
            if (!read && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                read = true;
                LOG.infof("%d profiles are erased", erased.size());
            }
            take(consumer.poll(read ? POLL : Duration.ofMillis(20)));
        }
        read |= partitions.isEmpty();
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        List<Long> more = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                more.add(TombstoneCodec.profileId(record.key() == null ? new byte[0] : record.key()));
            } catch (IllegalArgumentException notATombstone) {
                LOG.warnf(
                        "%s, offset %d: %s; it is passed over",
                        record.topic(), record.offset(), notATombstone.getMessage());
            }
        }
        erased = erased.plus(more);
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put("client.id", "rollcall-worker-tombstones");
        config.put("default.api.timeout.ms", Math.toIntExact(TIMEOUT.toMillis()));
        config.put("request.timeout.ms", Math.toIntExact(TIMEOUT.toMillis() / 2));
        config.put("auto.offset.reset", "earliest");
        config.put("enable.auto.commit", "false");
        config.put("allow.auto.create.topics", "false");
        config.remove("group.id");
        return config;
    }

    private boolean stopsWithin(Duration time) {
        try {
            return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Early, while Kafka is still there. */
    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        Thread following = thread;
        if (following != null) {
            following.join(STOP_MILLIS);
        }
    }
}
