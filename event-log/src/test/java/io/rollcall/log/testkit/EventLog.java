package io.rollcall.log.testkit;

import static org.awaitility.Awaitility.await;

import io.rollcall.event.Reason;
import io.rollcall.event.Rejection;
import io.rollcall.event.Stamp;
import io.rollcall.event.TimeQuality;
import io.rollcall.event.Tombstone;
import io.rollcall.event.Topics;
import io.rollcall.log.AppEventRecords;
import io.rollcall.log.AppEventsLog;
import io.rollcall.log.DurableWrites;
import io.rollcall.log.LogClients;
import io.rollcall.log.TombstoneWriter;
import io.rollcall.log.rejected.RejectedRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Writes events to the log as the gateway would. */
public final class EventLog implements AutoCloseable {
    private static final DurableWrites WRITES = new DurableWrites(Duration.ofSeconds(30), 64 << 20, 8 << 20);

    private static final Duration START = Duration.ofSeconds(30);

    private final LogClients clients;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> pending = new ArrayList<>();
    private boolean topicKnown;

    public EventLog(String bootstrapServers) {
        clients = LogTopics.clients(bootstrapServers);
        producer = clients.producer(WRITES);
    }

    /** An active event of a profile, of that time. */
    public static Stamp stamp(long profileId, String region, String name, String eventId, Instant at) {
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

    public void append(long profileId, String region, String name, String eventId, Instant at, Instant receivedAt) {
        append(stamp(profileId, region, name, eventId, at), receivedAt);
    }

    public void append(Stamp stamp, Instant receivedAt) {
        append(stamp, receivedAt, LogTopics.PARTITIONS);
    }

    /** As a gateway would that knows so many partitions. */
    public void append(Stamp stamp, Instant receivedAt, int partitions) {
        send(AppEventRecords.accepted(stamp, body(stamp), receivedAt.toEpochMilli(), partitions));
    }

    /** What a client sent for that stamp. */
    private static byte[] body(Stamp stamp) {
        String duration = stamp.durationSec() > 0 ? ",\"duration_sec\":" + stamp.durationSec() : "";
        return ("{\"profile_id\":" + stamp.profileId() + ",\"event_name\":\"" + stamp.eventName() + "\",\"event_time\":"
                        + stamp.eventTimeMillis() + ",\"region\":\"" + stamp.region() + "\",\"event_id\":\""
                        + stamp.eventId() + "\",\"title_id\":" + (stamp.profileId() % 7) + duration + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A record that no reader of the log understands. */
    public void appendUnreadable(int partition, Instant receivedAt) {
        append(partition, "9 what", "{}".getBytes(StandardCharsets.UTF_8), receivedAt);
    }

    /** An event that was refused, as a gateway keeps it. */
    public void refuse(int partition, Reason reason, String event, Instant receivedAt) {
        send(new ProducerRecord<>(
                Topics.APP_EVENTS_REJECTED,
                partition,
                receivedAt.toEpochMilli(),
                null,
                event.getBytes(StandardCharsets.UTF_8),
                AppEventRecords.rejected(new Rejection(reason, "why"))));
    }

    /** What says that those rejected records of a partition have been accepted since. */
    public void markReplayed(int partition, long offset, Instant at) {
        send(RejectedRecords.replayed(partition, LongStream.of(offset), at.toEpochMilli()));
    }

    /** As a producer would that is no gateway. */
    public void append(int partition, String stamp, byte[] value, Instant receivedAt) {
        send(new ProducerRecord<>(
                Topics.APP_EVENTS,
                partition,
                receivedAt.toEpochMilli(),
                null,
                value,
                List.of(new RecordHeader(Topics.STAMP_HEADER, stamp.getBytes(StandardCharsets.UTF_8)))));
    }

    /** The producer gives up on an unknown topic as soon as a gateway's does, which is too soon for a broker that just started. */
    private void send(ProducerRecord<byte[], byte[]> event) {
        if (!topicKnown) {
            await().atMost(START)
                    .ignoreExceptionsInstanceOf(TimeoutException.class)
                    .until(() -> !producer.partitionsFor(event.topic()).isEmpty());
            topicKnown = true;
        }
        pending.add(producer.send(event));
    }

    /** Erases a profile; makes the topic when it is not there. */
    public void entomb(Tombstone tombstone) {
        LogTopics.make(clients.bootstrapServers(), Topics.APP_PROFILE_TOMBSTONES);
        new TombstoneWriter(clients).write(tombstone);
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

    /** Records on the log, by partition. */
    public Map<Integer, Long> ends() {
        try (AppEventsLog log = new AppEventsLog(clients)) {
            return log.ends(IntStream.range(0, LogTopics.PARTITIONS).boxed().toList());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
