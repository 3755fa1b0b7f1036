package io.rollcall.worker;

import io.rollcall.event.Shards;
import io.rollcall.event.Stamp;
import io.rollcall.event.StampCodec;
import io.rollcall.event.TimeQuality;
import io.rollcall.event.Tombstone;
import io.rollcall.event.TombstoneCodec;
import io.rollcall.event.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes events to the log as the gateway would. */
final class EventLog implements AutoCloseable {
    private static final byte[] VALUE = "{}".getBytes(StandardCharsets.UTF_8);

    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", Servers.bootstrapServers(), "linger.ms", "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    private final List<Future<RecordMetadata>> pending = new ArrayList<>();

    /** An event of a profile that happens when it is received. */
    static Stamp stamp(long profileId, String region, String name, String eventId, Instant at) {
        return new Stamp(
                TimeQuality.OK,
                LocalDate.ofInstant(at, ZoneOffset.UTC),
                at.toEpochMilli(),
                OptionalLong.empty(),
                profileId,
                region,
                name,
                true,
                name.equals("play") ? 60 : 0,
                eventId);
    }

    void append(Stamp stamp, Instant receivedAt) {
        append(stamp, receivedAt, Servers.PARTITIONS);
    }

    /** As a gateway would that knows so many partitions. */
    void append(Stamp stamp, Instant receivedAt, int partitions) {
        List<Header> headers = List.of(new RecordHeader(Topics.STAMP_HEADER, StampCodec.encode(stamp)));
        append(Shards.partitionOf(Shards.shardOf(stamp.profileId()), partitions), receivedAt, headers);
    }

    /** Erases a profile; makes the topic when it is not there. */
    void entomb(Tombstone tombstone) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Servers.bootstrapServers()))) {
            if (!admin.listTopics().names().get().contains(Topics.APP_PROFILE_TOMBSTONES)) {
                admin.createTopics(List.of(new NewTopic(Topics.APP_PROFILE_TOMBSTONES, 1, (short) 1)
                                .configs(Map.of("cleanup.policy", "compact"))))
                        .all()
                        .get();
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("cannot create the topic", failed);
        }
        pending.add(producer.send(new ProducerRecord<>(
                Topics.APP_PROFILE_TOMBSTONES,
                TombstoneCodec.key(tombstone.profileId()),
                TombstoneCodec.value(tombstone))));
        flush();
    }

    void appendUnreadable(int partition, Instant receivedAt) {
        append(
                partition,
                receivedAt,
                List.of(new RecordHeader(Topics.STAMP_HEADER, "9 what".getBytes(StandardCharsets.UTF_8))));
    }

    private void append(int partition, Instant receivedAt, List<Header> headers) {
        pending.add(producer.send(
                new ProducerRecord<>(Topics.APP_EVENTS, partition, receivedAt.toEpochMilli(), null, VALUE, headers)));
    }

    /** Waits until the broker has acknowledged everything. */
    void flush() {
        producer.flush();
        for (Future<RecordMetadata> one : pending) {
            try {
                one.get();
            } catch (InterruptedException | ExecutionException notWritten) {
                throw new IllegalStateException("the log did not take an event", notWritten);
            }
        }
        pending.clear();
    }

    /** Records in the log, of all tests so far. */
    long records() {
        List<TopicPartition> partitions = IntStream.range(0, Servers.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Topics.APP_EVENTS, partition))
                .toList();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Servers.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
