package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rollcall.event.StampCodec;
import io.rollcall.event.Topics;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What other producers write to a topic of theirs comes in as if it had been posted. */
@QuarkusTest
@TestProfile(BridgeTest.WithBridge.class)
@WithTestResource(KafkaResource.class)
class BridgeTest {
    private static final String SOURCE = "player-events";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A gateway that reads a topic which is not there when it starts. */
    public static final class WithBridge implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("rollcall.ingest.bridge.topic", SOURCE);
        }
    }

    @Test
    void recordsOfOthersAreJudgedAndStampedAndTheRejectedAreKeptWithTheirReasons() throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ready()).contains("\"trouble\""));
        try (Admin admin = Admin.create(broker())) {
            admin.createTopics(List.of(new NewTopic(SOURCE, 1, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        try (Topic accepted = new Topic(bootstrap(), Topics.APP_EVENTS);
                Topic rejected = new Topic(bootstrap(), Topics.APP_EVENTS_REJECTED)) {
            String without = Events.play(71);
            String with = Events.play(72).replace("{", "{\"event_id\": \"own\", ");
            write(
                    without,
                    with,
                    Events.play(73).replace("\"US\"", "\"XX\""),
                    "no JSON",
                    null,
                    "[" + without + "," + with + "]");

            List<ConsumerRecord<byte[], byte[]>> events = sorted(accepted.records(2));
            assertThat(events)
                    .extracting(event -> Topic.header(event, Topics.SOURCE_HEADER))
                    .containsExactly("player-events-0@0", "player-events-0@1");
            assertThat(events).extracting(Topic::value).containsExactly(without, with);
            assertThat(events)
                    .extracting(event -> StampCodec.decode(event.headers()
                                    .lastHeader(Topics.STAMP_HEADER)
                                    .value())
                            .profileId())
                    .containsExactly(71L, 72L);
            DescribedTopics described = new DescribedTopics();
            described.requireAll(events);
            assertThat(id(events.get(0))).hasSize(36);
            assertThat(id(events.get(1))).isEqualTo("own");

            List<ConsumerRecord<byte[], byte[]>> refused = rejected.records(4);
            described.requireAll(refused);
            assertThat(described.seen()).contains("acceptedEvent/rollcall-source", "rejectedEvent/rollcall-source");
            Map<String, String> reasons = refused.stream()
                    .collect(Collectors.toMap(
                            event -> Topic.header(event, Topics.SOURCE_HEADER),
                            event -> Topic.header(event, Topics.REASON_HEADER)));
            assertThat(reasons)
                    .isEqualTo(Map.of(
                            "player-events-0@2", "unknown_region",
                            "player-events-0@3", "malformed_json",
                            "player-events-0@4", "malformed_json",
                            "player-events-0@5", "malformed_json"));
        }
        assertThat(ready()).doesNotContain("\"trouble\"");
        assertThat(Series.value("rollcall_bridge_events_total{outcome=\"accepted\",reason=\"none\"}"))
                .isEqualTo(2);
        assertThat(Series.value("rollcall_bridge_events_total{outcome=\"rejected\",reason=\"unknown_region\"}"))
                .isEqualTo(1);
        assertThat(Series.value("rollcall_bridge_working")).isEqualTo(1);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(Series.value("rollcall_bridge_lag_records")).isZero());
    }

    private static List<ConsumerRecord<byte[], byte[]>> sorted(List<ConsumerRecord<byte[], byte[]>> events) {
        Function<ConsumerRecord<byte[], byte[]>, String> source = event -> Topic.header(event, Topics.SOURCE_HEADER);
        return events.stream().sorted(Comparator.comparing(source)).toList();
    }

    private static String id(ConsumerRecord<byte[], byte[]> event) {
        return StampCodec.decode(event.headers().lastHeader(Topics.STAMP_HEADER).value())
                .eventId();
    }

    private static void write(@Nullable String... values) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(broker(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String value : values) {
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<>(SOURCE, value == null ? null : value.getBytes(UTF_8)));
            }
        }
    }

    private static Map<String, Object> broker() {
        return Map.of("bootstrap.servers", bootstrap());
    }

    private static String bootstrap() {
        return KafkaResource.broker().bootstrapServers();
    }

    private static String ready() {
        return given().get("/q/health/ready").then().extract().asString();
    }
}
