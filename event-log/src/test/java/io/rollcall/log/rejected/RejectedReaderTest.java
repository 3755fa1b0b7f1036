package io.rollcall.log.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.event.Reason;
import io.rollcall.event.Rejection;
import io.rollcall.event.Topics;
import io.rollcall.log.AppEventRecords;
import io.rollcall.log.DurableWrites;
import io.rollcall.log.LogClients;
import io.rollcall.log.rejected.RejectedReader.Bounds;
import io.rollcall.log.rejected.RejectedReader.Reach;
import io.rollcall.log.testkit.LogTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reading backwards, on a real broker. */
@Timeout(120)
class RejectedReaderTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Bounds AMPLE = new Bounds(Long.MAX_VALUE, Duration.ofMinutes(1));
    private static final RejectedRecord.Origin ORIGIN =
            new RejectedRecord.Origin("web", "request-0", OptionalLong.of(5), true);

    @TempDir
    private Path directory;

    private EmbeddedKafka kafka;
    private LogClients clients;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void start() {
        kafka = EmbeddedKafka.start(directory);
        clients = LogTopics.clients(kafka.bootstrapServers());
        producer = clients.producer(new DurableWrites(Duration.ofSeconds(30), 64 << 20, 1 << 20));
    }

    @AfterEach
    void stop() {
        producer.close(Duration.ZERO);
        kafka.close();
    }

    @Test
    void aTopicThatIsNotThereHoldsNothing() {
        assertThat(read(NOON, NOON.plusSeconds(60), AMPLE, new ArrayList<>())).isEqualTo(new Reach(NOON, true));
    }

    @Test
    void theNewestComeFirstWithWhatWasSaidOfThemLaterAndOnlyThoseThatAreAskedFor() {
        LogTopics.make(kafka.bootstrapServers(), Topics.APP_EVENTS_REJECTED);
        for (int second = 0; second < 6; second++) {
            reject("event " + second, NOON.plusSeconds(second));
        }
        Future<RecordMetadata> unused = producer.send(RejectedRecords.replayed(
                0, LongStream.of(1, 3), NOON.plusSeconds(100).toEpochMilli()));
        producer.flush();
        List<RejectedRecord> read = new ArrayList<>();
        assertThat(read(NOON.plusSeconds(1), NOON.plusSeconds(5), AMPLE, read))
                .isEqualTo(new Reach(NOON.plusSeconds(1), true));
        assertThat(read)
                .extracting(record -> new String(record.bytes(), StandardCharsets.UTF_8) + " " + record.outcome())
                .containsExactly(
                        "event 4 REFUSED", "event 3 ACCEPTED_SINCE", "event 2 REFUSED", "event 1 ACCEPTED_SINCE");
        assertThat(read.get(0)).satisfies(record -> {
            assertThat(record.reason()).isEqualTo("unknown_region");
            assertThat(record.detail()).isEqualTo("no such region");
            assertThat(record.origin()).isEqualTo(ORIGIN);
            assertThat(record.isWhole()).isTrue();
        });
    }

    @Test
    void whatMeetsItsBoundSaysFromWhenOnItIsWhole() {
        LogTopics.make(kafka.bootstrapServers(), Topics.APP_EVENTS_REJECTED);
        int records = RejectedReader.PIECE + 10;
        for (int at = 0; at < records - 1; at++) {
            send("e", NOON.plusSeconds(at), AppEventRecords.rejected(new Rejection(Reason.UNKNOWN_REGION, "none")));
        }
        reject("e", NOON.plusSeconds(records - 1));
        List<RejectedRecord> read = new ArrayList<>();
        Reach reach = read(NOON, NOON.plusSeconds(records), new Bounds(1, Duration.ofMinutes(1)), read);
        assertThat(reach).isEqualTo(new Reach(NOON.plusSeconds(10), false));
        assertThat(read).hasSize(RejectedReader.PIECE);
    }

    private void reject(String event, Instant receivedAt) {
        send(
                event,
                receivedAt,
                RejectedRecords.withOrigin(
                        AppEventRecords.rejected(new Rejection(Reason.UNKNOWN_REGION, "no such region")), ORIGIN));
        producer.flush();
    }

    private void send(String event, Instant receivedAt, Headers headers) {
        // The flush waits for it, and what is missing fails the test.
        Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(
                Topics.APP_EVENTS_REJECTED,
                0,
                receivedAt.toEpochMilli(),
                null,
                event.getBytes(StandardCharsets.UTF_8),
                headers));
    }

    private Reach read(Instant from, Instant to, Bounds bounds, List<RejectedRecord> taken) {
        try (RejectedReader reader = RejectedReader.open(clients)) {
            return reader.read(from, to, bounds, (partition, records) -> taken.addAll(records));
        }
    }
}
