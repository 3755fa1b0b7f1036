package io.rollcall.lakehouse;

import io.rollcall.event.Shards;
import io.rollcall.event.Stamp;
import io.rollcall.event.StampCodec;
import io.rollcall.event.TimeQuality;
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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes events to the log as the gateway would. */
public final class EventLog implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> pending = new ArrayList<>();

    public EventLog(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** An active event of a profile that happens when it is received. */
    public void append(long profileId, String region, String name, String eventId, Instant at, Instant receivedAt) {
        int durationSec = name.equals("play") ? 60 : 0;
        Stamp stamp = new Stamp(
                TimeQuality.OK,
                LocalDate.ofInstant(at, ZoneOffset.UTC),
                at.toEpochMilli(),
                OptionalLong.empty(),
                profileId,
                region,
                name,
                true,
                durationSec,
                eventId);
        String body = "{\"profile_id\":" + profileId + ",\"event_name\":\"" + name + "\",\"event_time\":"
                + at.toEpochMilli() + ",\"region\":\"" + region + "\",\"event_id\":\"" + eventId
                + "\",\"title_id\":" + (profileId % 7) + (durationSec > 0 ? ",\"duration_sec\":60" : "") + "}";
        append(
                Shards.partitionOf(Shards.shardOf(profileId), Servers.PARTITIONS),
                receivedAt,
                StampCodec.encode(stamp),
                body);
    }

    /** A record that no reader of the log understands. */
    public void appendUnreadable(int partition, Instant receivedAt) {
        append(partition, receivedAt, "9 what".getBytes(StandardCharsets.UTF_8), "{}");
    }

    private void append(int partition, Instant receivedAt, byte[] stamp, String body) {
        List<Header> headers = List.of(new RecordHeader(Topics.STAMP_HEADER, stamp));
        pending.add(producer.send(new ProducerRecord<>(
                Topics.APP_EVENTS,
                partition,
                receivedAt.toEpochMilli(),
                null,
                body.getBytes(StandardCharsets.UTF_8),
                headers)));
    }

    /** Waits until the broker has acknowledged everything. */
    public void flush() {
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

    @Override
    public void close() {
        producer.close();
    }
}
