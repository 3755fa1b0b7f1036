package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.rollcall.event.Reason;
import io.rollcall.event.Tombstone;
import io.rollcall.event.Topics;
import io.rollcall.log.testkit.EventLog;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The description of the topics, held against what a running gateway writes there: every header of it is provoked once. */
@QuarkusTest
@TestProfile(RejectedTest.Keys.class)
@WithTestResource(KafkaResource.class)
class DescribedTopicsTest {
    /** Only a bridge writes it: BridgeTest looks at its records. */
    private static final List<String> OF_BRIDGES =
            List.of("acceptedEvent/rollcall-source", "rejectedEvent/rollcall-source");

    @Test
    void everyRecordIsAsDescribedAndEveryHeaderIsMet() throws Exception {
        DescribedTopics described = new DescribedTopics();
        assertThat(described.topics())
                .isEqualTo(Set.of(Topics.APP_EVENTS, Topics.APP_EVENTS_REJECTED, Topics.APP_PROFILE_TOMBSTONES));
        String broker = KafkaResource.broker().bootstrapServers();
        try (Topic accepted = new Topic(broker, Topics.APP_EVENTS);
                Topic rejected = new Topic(broker, Topics.APP_EVENTS_REJECTED);
                Topic tombstones = new Topic(broker, Topics.APP_PROFILE_TOMBSTONES);
                EventLog log = new EventLog(broker)) {
            send("web-secret", false, Events.play(8_001), 202);
            send("jobs-secret", true, Events.at(8_002, "\"2019-02-03T10:00:00Z\""), 202);
            send("web-secret", false, Events.play(8_005).replace("\"play\"", "\"player_stats\""), 202);
            described.requireAll(accepted.records(3));

            send("web-secret", false, envelope(Events.play(8_003).replace("\"US\"", "\"XX\"")), 400);
            send("jobs-secret", true, Events.at(8_004, "\"2919-02-03T10:00:00Z\""), 400);
            send("web-secret", false, "[" + "x".repeat(500_000), 400);
            List<ConsumerRecord<byte[], byte[]>> refused = rejected.records(3);
            described.requireAll(refused);
            described.requireAll(refused);
            RejectedTest.rejectAs(
                    "event_in_future", Events.play(8_006), enveloped(refused).headers());
            assertThat(RejectedTest.replay("event_in_future").getInt("accepted"))
                    .isPositive();
            described.requireAll(rejected.records(refused.size() + 2));

            log.entomb(new Tombstone(8_999, Instant.parse("2026-11-22T10:00:00Z")));
            described.requireAll(tombstones.records(1));
        }
        assertThat(described.headers())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(described.seen().stream(), OF_BRIDGES.stream())
                        .toList());
    }

    @Test
    void everyReasonIsDescribed() throws IOException {
        assertThat(new DescribedTopics().reasons())
                .containsExactlyElementsOf(
                        Stream.of(Reason.values()).map(Reason::code).toList());
    }

    /** The one whose request said when it was sent. */
    private static ConsumerRecord<byte[], byte[]> enveloped(List<ConsumerRecord<byte[], byte[]>> refused) {
        return refused.stream()
                .filter(record -> record.headers().lastHeader(Topics.SENT_AT_HEADER) != null)
                .findFirst()
                .orElseThrow();
    }

    private static String envelope(String event) {
        return "{\"sent_at\": " + Instant.now().toEpochMilli() + ", \"events\": [" + event + "]}";
    }

    private static void send(String secret, boolean isBackfill, String body, int status) {
        given().header("Authorization", "Bearer " + secret)
                .header("Rollcall-Backfill", isBackfill)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/events")
                .then()
                .statusCode(status);
    }
}
