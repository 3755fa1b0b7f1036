package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.rollcall.event.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

/** A topic of the rejected that takes nothing, while that of the accepted takes everything. */
@QuarkusTest
@WithTestResource(KafkaResource.class)
class RejectedTopicTest {
    private static final ConfigResource TOPIC =
            new ConfigResource(ConfigResource.Type.TOPIC, Topics.APP_EVENTS_REJECTED);
    private static final String ACCEPTED = "rollcall_ingest_events_total{outcome=\"accepted\",reason=\"none\"}";
    private static final String UNAVAILABLE = "rollcall_ingest_events_total{outcome=\"unavailable\",reason=\"none\"}";
    private static final String REJECTED = "rollcall_ingest_events_total{outcome=\"rejected\"";

    private final String mixed = Events.array(Events.play(901), "{}");

    @Test
    void batchesWithSomethingWrongInThemWaitForItAndTheOthersAreTaken() throws Exception {
        double accepted = Series.value(ACCEPTED);
        double rejected = Series.sum(REJECTED);
        double unavailable = Series.value(UNAVAILABLE);
        try (Admin admin = Admin.create(
                        Map.of("bootstrap.servers", KafkaResource.broker().bootstrapServers()));
                Topic taken = new Topic(KafkaResource.broker().bootstrapServers(), Topics.APP_EVENTS);
                Topic refused = new Topic(KafkaResource.broker().bootstrapServers(), Topics.APP_EVENTS_REJECTED)) {
            String before = largest(admin);
            setLargest(admin, "1");
            try {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> post("{}").statusCode(503));
                double asked = Series.value(UNAVAILABLE);
                again(post("{}"));
                again(post(mixed));
                again(post(mixed));
                assertThat(Series.value(UNAVAILABLE)).isEqualTo(asked + 5);
                post(Events.play(902)).statusCode(202);
                assertThat(Series.value(ACCEPTED)).isEqualTo(accepted + 1);
                given().get("/q/health/ready").then().statusCode(200);
            } finally {
                setLargest(admin, before);
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> post(mixed).statusCode(202));
            post(Events.play(903)).statusCode(202);

            assertThat(taken.records(3))
                    .as("the right event of the batch once, not once an attempt")
                    .extracting(Topic::value)
                    .filteredOn(event -> event.contains("901"))
                    .hasSize(1);
            assertThat(refused.records(1)).isNotEmpty();
            assertThat(Series.value(ACCEPTED)).isEqualTo(accepted + 3);
            assertThat(Series.sum(REJECTED)).isGreaterThan(rejected);
            assertThat(Series.value(UNAVAILABLE)).isGreaterThan(unavailable);
        }
    }

    private static void again(ValidatableResponse answer) {
        answer.statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("code", equalTo("not_acknowledged"));
    }

    private static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/v1/events")
                .then();
    }

    /** The largest record, in bytes, that the topic takes. */
    private static String largest(Admin admin) throws ExecutionException, InterruptedException {
        return requireNonNull(admin.describeConfigs(List.of(TOPIC)).all().get().get(TOPIC))
                .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                .value();
    }

    private static void setLargest(Admin admin, String bytes) throws ExecutionException, InterruptedException {
        ConfigEntry limit = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes);
        admin.incrementalAlterConfigs(Map.of(TOPIC, List.of(new AlterConfigOp(limit, OpType.SET))))
                .all()
                .get();
    }
}
