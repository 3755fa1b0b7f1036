package io.rollcall.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.event.ErasedProfiles;
import io.rollcall.event.Limits;
import io.rollcall.event.Tombstone;
import io.rollcall.event.Topics;
import io.rollcall.log.testkit.EventLog;
import io.rollcall.log.testkit.LogTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LogOnKafkaTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration POLL = Duration.ofMillis(100);

    @TempDir
    private Path directory;

    private EmbeddedKafka kafka;
    private LogClients clients;

    @BeforeEach
    void start() {
        kafka = EmbeddedKafka.start(directory);
        clients = LogTopics.clients(kafka.bootstrapServers());
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void aLogWithoutATopicIsUnavailable() {
        try (AppEventsLog log = new AppEventsLog(clients)) {
            assertThatThrownBy(log::topic).isInstanceOf(LogUnavailableException.class);
        }
    }

    @Test
    void theLogSaysWhatItHolds() {
        LogTopics.makeForEvents(kafka.bootstrapServers());
        int partition = write(7, 3);
        try (AppEventsLog log = new AppEventsLog(clients)) {
            assertThat(log.topic().partitions()).isEqualTo(LogTopics.PARTITIONS);
            assertThat(log.topic()).isEqualTo(log.topic());
            assertThat(log.ends(List.of(partition))).isEqualTo(Map.of(partition, 3L));
            assertThat(log.bounds(List.of(partition))).isEqualTo(Map.of(partition, new LogBounds(0, 3)));
            PartitionLog one = log.partition(partition);
            assertThat(one.offsetAt(-1)).isZero();
            assertThat(one.offsetAt(NOON.toEpochMilli() + 1)).isEqualTo(1);
            assertThat(one.offsetAt(NOON.plusSeconds(60).toEpochMilli())).isEqualTo(3);
        }
    }

    @Test
    void recordsAreReadFromWhereTheReaderSays() {
        LogTopics.makeForEvents(kafka.bootstrapServers());
        int partition = write(7, 3);
        List<String> ids = new ArrayList<>();
        try (AppEventsReader reader = AppEventsReader.open(clients)) {
            reader.readFrom(Map.of(partition, 1L));
            while (ids.size() < 2) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    ids.add(AppEventRecords.stamp(record).eventId());
                }
            }
        }
        assertThat(ids).containsExactly("e1", "e2");
    }

    @Test
    void tombstonesAreReadToTheEndAndFollowed() {
        try (EventLog log = new EventLog(kafka.bootstrapServers());
                TombstoneReader reader = TombstoneReader.open(clients)) {
            reader.readToEnd();
            assertThat(reader.isFollowing()).as("a topic that nobody has made").isFalse();
            log.entomb(new Tombstone(1, NOON));
            log.entomb(new Tombstone(2, NOON));
            reader.readToEnd();
            assertThat(reader.erased().contains(1) && reader.erased().contains(2))
                    .isTrue();
            log.entomb(new Tombstone(3, NOON));
            while (!reader.erased().contains(3)) {
                reader.follow(POLL);
            }
            assertThat(reader.erased().size()).isEqualTo(3);
            assertThat(Set.copyOf(TombstoneReader.all(clients)))
                    .isEqualTo(Set.of(new Tombstone(1, NOON), new Tombstone(2, NOON), new Tombstone(3, NOON)));
        }
    }

    @Test
    void whoeverIsErasedStaysErasedForAReaderThatBeginsAgain() {
        try (TombstoneReader reader = TombstoneReader.open(clients, ErasedProfiles.NONE.plus(List.of(9L)))) {
            reader.readToEnd();
            assertThat(reader.erased().contains(9)).isTrue();
        }
    }

    @Test
    void aTombstoneWithoutATopicIsNotWritten() {
        assertThatThrownBy(() -> new TombstoneWriter(clients).write(new Tombstone(1, NOON)))
                .isInstanceOf(KafkaException.class);
    }

    @Test
    void aTopicThatDoesNotFitIsNotWrittenTo() {
        LogTopics.makeForEvents(kafka.bootstrapServers());
        Limits huge = new Limits(
                Limits.DEFAULT.bodyBytes(),
                64 << 20,
                Limits.DEFAULT.eventsPerRequest(),
                Limits.DEFAULT.eventBytes(),
                Limits.DEFAULT.propertyKeys(),
                Limits.DEFAULT.maxAge(),
                Limits.DEFAULT.maxAhead());
        List<TopicPlan> plans = TopicPlan.of(
                new TopicSettings(8, (short) 1, (short) 1, Duration.ofDays(7), Duration.ofDays(30), 1L << 30), huge);
        assertThatThrownBy(() -> TopicSetup.ensure(clients, plans))
                .isInstanceOf(UnusableTopicException.class)
                .hasMessageContaining(Topics.APP_EVENTS_REJECTED);
    }

    /** Events of one profile, a second apart; returns their partition. */
    private int write(long profileId, int events) {
        try (EventLog log = new EventLog(kafka.bootstrapServers())) {
            for (int i = 0; i < events; i++) {
                log.append(profileId, "US", "play", "e" + i, NOON, NOON.plusSeconds(i));
            }
            log.flush();
            return log.ends().entrySet().stream()
                    .filter(partition -> partition.getValue() > 0)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
