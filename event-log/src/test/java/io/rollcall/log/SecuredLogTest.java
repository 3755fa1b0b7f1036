package io.rollcall.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.embedded.CertificateAuthority;
import io.rollcall.event.Limits;
import io.rollcall.event.Tombstone;
import io.rollcall.event.Topics;
import io.rollcall.log.rejected.RejectedReader;
import io.rollcall.log.testkit.SecuredKafka;
import io.rollcall.log.trouble.LogTrouble;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every client of the log comes by TLS, with a password or a certificate, and says in a sentence why it may not. */
class SecuredLogTest {
    private static final TopicSettings SETTINGS =
            new TopicSettings(4, (short) 1, (short) 1, Duration.ofDays(7), Duration.ofDays(7), 1L << 30);

    private static final DurableWrites WRITES = new DurableWrites(Duration.ofSeconds(30), 1 << 20, 8 << 20);

    @TempDir
    static Path dir = Path.of("");

    private static CertificateAuthority authority;
    private static CertificateAuthority stranger;
    private static SecuredKafka kafka;

    @BeforeAll
    static void start() {
        authority = CertificateAuthority.in(dir.resolve("tls"));
        stranger = CertificateAuthority.in(dir.resolve("stranger"));
        kafka = SecuredKafka.start(dir.resolve("kafka"), authority, Map.of("plain", "letter"));
        for (String user : List.of("scram", "plain", "certified")) {
            for (String topic : List.of(Topics.APP_EVENTS, Topics.APP_EVENTS_REJECTED, Topics.APP_PROFILE_TOMBSTONES)) {
                kafka.allow(user, topic, AclOperation.ALL);
            }
        }
        kafka.user("scram", "letter");
        kafka.user("nobody", "letter");
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static LogClients clients(Map<String, String> settings) {
        return new LogClients(new HashMap<>(settings), "test");
    }

    private static Map<String, String> of(String user) {
        return switch (user) {
            case "plain" -> kafka.byPlain("plain", "letter");
            case "certified" -> kafka.byCertificate(authority.issue("certified"));
            default -> kafka.byScram("scram", "letter");
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"scram", "plain", "certified"})
    void everyClientComesInByThatWay(String user) {
        LogClients clients = clients(of(user));
        TopicSetup.ensure(clients, TopicPlan.of(SETTINGS, Limits.DEFAULT));
        assertThat(TopicSetup.facts(clients)).allMatch(topic -> topic.partitions() == 4);
        Instant before = Instant.now();
        try (KafkaProducer<byte[], byte[]> producer = clients.producer(WRITES)) {
            LogUnavailableException.unlessAnswered(
                    producer.send(new ProducerRecord<>(Topics.APP_EVENTS_REJECTED, user.getBytes(UTF_8))));
        }
        try (AppEventsLog log = new AppEventsLog(clients);
                AppEventsReader reader = AppEventsReader.open(clients);
                RejectedReader rejected = RejectedReader.open(clients)) {
            assertThat(log.topic().partitions()).isEqualTo(4);
            reader.readFrom(Map.of(0, 0L));
            assertThat(reader.poll(Duration.ZERO).count()).isZero();
            RejectedReader.Bounds bounds = new RejectedReader.Bounds(1 << 20, Duration.ofSeconds(30));
            assertThat(rejected.read(before.minusSeconds(1), before.plusSeconds(60), bounds, (partition, records) -> {})
                            .isWhole())
                    .isTrue();
        }
        Tombstone tombstone = new Tombstone(user.length(), Instant.ofEpochMilli(before.toEpochMilli()));
        new TombstoneWriter(clients).write(tombstone);
        assertThat(TombstoneReader.all(clients)).contains(tombstone);
    }

    @Test
    void aWrongPasswordIsSaidInASentence() {
        refused(kafka.byScram("scram", "another"), "Kafka does not take our user and password (");
        refused(kafka.byPlain("plain", "another"), "Kafka does not take our user and password (");
    }

    @Test
    void whoHasNoCertificateIsToldWhereItGoes() {
        refused(kafka.byTls(), "Kafka asks for a certificate, and we have none; see kafka.ssl.keystore.location");
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefusedOnEitherSide() {
        refused(kafka.byCertificate(stranger.issue("certified")), "Kafka does not take our certificate (");
        Map<String, String> trusting = new HashMap<>(of("scram"));
        trusting.put("ssl.truststore.location", stranger.certificate().toString());
        refused(trusting, "the certificate of Kafka is none that we trust (");
    }

    @Test
    void whoMayNotIsToldWhichTopic() {
        refused(
                kafka.byScram("nobody", "letter"),
                "Kafka does not allow our user what it needs on the topic app-events; see deploy/kafka/acls");
        LogClients nobody = clients(kafka.byScram("nobody", "letter"));
        assertThatThrownBy(() -> TopicSetup.ensure(nobody, TopicPlan.of(SETTINGS, Limits.DEFAULT)))
                .hasMessageContaining("Kafka does not allow our user")
                .hasMessageContaining("app-events");
        try (TombstoneReader reader = TombstoneReader.open(nobody)) {
            assertThatThrownBy(reader::readToEnd)
                    .satisfies(refused -> assertThat(LogTrouble.of(refused))
                            .isEqualTo(
                                    "Kafka does not allow our user what it needs on the topic app-profile-tombstones;"
                                            + " see deploy/kafka/acls"));
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Map<String, String> settings = new HashMap<>(of("scram"));
        settings.put("ssl.truststore.location", "/nowhere/ca.pem");
        AppEventsLog log = new AppEventsLog(clients(settings));
        assertThatThrownBy(log::topic)
                .satisfies(refused -> assertThat(LogTrouble.of(refused))
                        .startsWith("the settings of kafka.* cannot be used: ")
                        .contains("/nowhere/ca.pem"));
    }

    @Test
    void whatReachesOnlySomeOfTheClientsIsRefused() {
        assertThatThrownBy(() -> clients(Map.of("bootstrap.servers", "localhost:1", "tls-configuration-name", "kafka")))
                .hasMessageContaining("kafka.tls-configuration-name")
                .hasMessageContaining("kafka.ssl.");
    }

    private static void refused(Map<String, String> settings, String sentence) {
        try (AppEventsLog log = new AppEventsLog(clients(settings))) {
            assertThatThrownBy(log::topic)
                    .isInstanceOf(LogUnavailableException.class)
                    .message()
                    .startsWith(sentence);
        }
    }
}
