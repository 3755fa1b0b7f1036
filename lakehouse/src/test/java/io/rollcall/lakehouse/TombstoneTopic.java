package io.rollcall.lakehouse;

import io.rollcall.event.Tombstone;
import io.rollcall.event.TombstoneCodec;
import io.rollcall.event.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of tombstones, as the gateway makes it. */
public final class TombstoneTopic {
    private TombstoneTopic() {}

    /** Makes it where it is missing. */
    public static void make(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            if (!admin.listTopics().names().get().contains(Topics.APP_PROFILE_TOMBSTONES)) {
                admin.createTopics(List.of(new NewTopic(Topics.APP_PROFILE_TOMBSTONES, 1, (short) 1)
                                .configs(Map.of("cleanup.policy", "compact"))))
                        .all()
                        .get();
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("cannot make the topic", failed);
        }
    }

    /** A tombstone of a profile, and no erasure. */
    public static void write(long profile) {
        make(Servers.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Servers.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            Tombstone tombstone = new Tombstone(profile, Instant.now().truncatedTo(ChronoUnit.MILLIS));
            producer.send(new ProducerRecord<>(
                            Topics.APP_PROFILE_TOMBSTONES,
                            TombstoneCodec.key(profile),
                            TombstoneCodec.value(tombstone)))
                    .get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("the tombstone was not written", failed);
        }
    }
}
