package io.rollcall.log.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.event.Topics;
import io.rollcall.log.DurableWrites;
import io.rollcall.log.LogClients;
import io.rollcall.log.bridge.SourceReader.Source;
import io.rollcall.log.bridge.SourceReader.Source.Begin;
import io.rollcall.log.bridge.SourceReader.SourceRecord;
import io.rollcall.log.testkit.LogTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bridge whose lives end at any place of a batch brings each record onto the log once. On a real broker. */
@Timeout(180)
class SourceReaderTest {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int RECORDS = 300;

    @TempDir
    static Path directory = Path.of("");

    private static EmbeddedKafka kafka;
    private static LogClients clients;
    private static KafkaProducer<byte[], byte[]> producer;

    /** The end of a life, at a place that nothing is prepared for. */
    private static final class KilledException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(directory);
        LogTopics.makeForEvents(kafka.bootstrapServers());
        clients = LogTopics.clients(kafka.bootstrapServers());
        producer = clients.producer(new DurableWrites(Duration.ofSeconds(30), 64 << 20, 1 << 20));
    }

    @AfterAll
    static void stop() {
        producer.close(Duration.ZERO);
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whereverALifeEndsEachRecordIsOnTheLogOnce(long seed) throws Exception {
        String topic = "players-" + seed;
        make(topic, 2);
        for (int i = 0; i < RECORDS; i++) {
            send(new ProducerRecord<>(topic, i % 2, null, ("event " + i).getBytes(UTF_8)));
        }
        producer.flush();
        Random random = new Random(seed);
        int deaths = 0;
        int writtenTwiceWithoutALook = 0;
        while (onTheLog(topic).size() < RECORDS) {
            Life life = new Life(topic, random.nextInt(40), random.nextInt(4));
            Source source = new Source(topic, "bridge-" + topic, Begin.EARLIEST, 1 + random.nextInt(60));
            try (SourceReader reader = SourceReader.open(clients, source, InstantSource.system())) {
                life.live(reader);
            } catch (KilledException killed) {
                deaths++;
                writtenTwiceWithoutALook += life.writtenOfTheLast;
            }
        }
        assertThat(onTheLog(topic)).doesNotHaveDuplicates().hasSize(RECORDS);
        assertThat(deaths).as("lives that ended").isGreaterThan(3);
        assertThat(writtenTwiceWithoutALook)
                .as("records that no position told of")
                .isPositive();
    }

    /** Writes some batches, then a part of one, and ends. */
    private static final class Life {
        private final int writtenOfTheLast;
        private final String topic;
        private int batchesLeft;

        Life(String topic, int writtenOfTheLast, int batches) {
            this.topic = topic;
            this.writtenOfTheLast = writtenOfTheLast;
            this.batchesLeft = batches;
        }

        void live(SourceReader reader) {
            while (true) {
                int read = reader.turn(POLL, (records, now) -> {
                    boolean last = batchesLeft-- == 0;
                    write(last ? records.subList(0, Math.min(writtenOfTheLast, records.size())) : records, now);
                    if (last) {
                        throw new KilledException();
                    }
                });
                if (read == 0 && onTheLog(topic).size() >= RECORDS) {
                    return;
                }
            }
        }
    }

    @Test
    void aGroupThatBeginsAtTheEndMissesNothingFromThenOn() throws Exception {
        String topic = "latest";
        make(topic, 1);
        send(new ProducerRecord<>(topic, "before".getBytes(UTF_8)));
        producer.flush();
        Source source = new Source(topic, "bridge-latest", Begin.LATEST, 10);
        try (SourceReader reader = SourceReader.open(clients, source, InstantSource.system())) {
            while (!isPlaced("bridge-latest", topic)) {
                reader.turn(POLL, (records, now) -> write(records, now));
            }
        }
        send(new ProducerRecord<>(topic, "meanwhile".getBytes(UTF_8)));
        producer.flush();
        try (SourceReader reader = SourceReader.open(clients, source, InstantSource.system())) {
            while (onTheLog(topic).isEmpty()) {
                reader.turn(POLL, (records, now) -> write(records, now));
            }
        }
        assertThat(onTheLog(topic)).containsExactly(new SourcePosition(new TopicPartition(topic, 0), 1));
    }

    @Test
    void recordsThatWereDeletedUnreadEndIt() throws Exception {
        String topic = "deleted";
        make(topic, 1);
        Source source = new Source(topic, "bridge-deleted", Begin.EARLIEST, 10);
        try (SourceReader reader = SourceReader.open(clients, source, InstantSource.system())) {
            while (!isPlaced("bridge-deleted", topic)) {
                reader.turn(POLL, (records, now) -> write(records, now));
            }
        }
        send(new ProducerRecord<>(topic, "unread".getBytes(UTF_8)));
        producer.flush();
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        try (SourceReader reader = SourceReader.open(clients, source, InstantSource.system())) {
            assertThatThrownBy(() -> {
                        while (true) {
                            reader.turn(POLL, (records, now) -> write(records, now));
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("were deleted before they were read")
                    .hasMessageContaining("--group bridge-deleted");
        }
    }

    /** What lies too far behind the batch is not read: it would be everybody's events since the bridge died. */
    @Test
    void theLookForWhatWasWrittenEndsWhereNothingOfItCanLie() throws Exception {
        TopicPartition source = new TopicPartition("looked-for", 0);
        TopicPartition log = new TopicPartition(Topics.APP_EVENTS_REJECTED, 1);
        long from = consumerEnd(log);
        long began = 1_700_000_000_000L;
        sendFrom(new SourcePosition(source, 4), log, began);
        sendFrom(new SourcePosition(source, 12), log, began + 1);
        sendFrom(new SourcePosition(source, 5), log, began + WrittenRecords.SETTLED.toMillis() + 1);
        sendFrom(new SourcePosition(source, 6), log, began);
        producer.flush();
        assertThat(WrittenRecords.of(clients, source, 3, new Intent(10, began, Map.of(log, from)), List.of(log)))
                .containsExactly(4L);
    }

    private static void write(List<SourceRecord> records, long now) {
        for (SourceRecord record : records) {
            SourcePosition position = record.position();
            boolean rejected = position.offset() % 5 == 0;
            sendFrom(
                    position,
                    new TopicPartition(
                            rejected ? Topics.APP_EVENTS_REJECTED : Topics.APP_EVENTS,
                            (int) position.offset() % LogTopics.PARTITIONS),
                    now);
        }
        producer.flush();
    }

    private static void sendFrom(SourcePosition position, TopicPartition to, long timestamp) {
        ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(
                to.topic(), to.partition(), timestamp, null, position.toString().getBytes(UTF_8));
        position.addTo(event.headers());
        send(event);
    }

    private static void send(ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> unused = producer.send(record);
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static void make(String topic, int partitions) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static boolean isPlaced(String group, String topic) throws Exception {
        try (Admin admin = admin()) {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(30, TimeUnit.SECONDS)
                    .containsKey(new TopicPartition(topic, 0));
        }
    }

    private static long consumerEnd(TopicPartition partition) {
        try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer("end", "earliest", Map.of())) {
            return consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        }
    }

    /** Where the records on the log came from, of those that came from a topic. */
    private static List<SourcePosition> onTheLog(String topic) {
        List<SourcePosition> positions = new ArrayList<>();
        List<TopicPartition> all = Stream.of(Topics.APP_EVENTS, Topics.APP_EVENTS_REJECTED)
                .flatMap(name -> IntStream.range(0, LogTopics.PARTITIONS).mapToObj(at -> new TopicPartition(name, at)))
                .toList();
        try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer("all", "earliest", Map.of())) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            Set<TopicPartition> unread = new HashSet<>(all);
            while (!unread.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    SourcePosition.in(record.headers())
                            .filter(position -> position.partition().topic().equals(topic))
                            .ifPresent(positions::add);
                }
                unread.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            }
        }
        return positions;
    }
}
