package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.rollcall.event.Stamp;
import io.rollcall.log.AppEventRecords;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segment's shape, and profiles that are texts, through the front door. */
@QuarkusTest
@TestProfile(SegmentTest.Texts.class)
@WithTestResource(KafkaResource.class)
class SegmentTest {
    private static final String USER = "user-42";
    private static final long USER_ID = 3848466467472882423L;

    /** Profiles that are texts, and a load balancer that knows countries. */
    public static final class Texts implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "rollcall.profiles.text-key", "a-key-of-a-test-0123456789",
                    "rollcall.ingest.segment.country-header", "X-Country",
                    "rollcall.ingest.keys.app.secret", "app-secret",
                    "rollcall.ingest.keys.tv.secret", "tv-secret",
                    "rollcall.ingest.keys.tv.platforms", "tv");
        }
    }

    @Test
    void oneTextIsOneProfileWhicheverWayItCame() {
        try (Topic events = new Topic(KafkaResource.broker().bootstrapServers(), "app-events")) {
            given().contentType(ContentType.JSON)
                    .header("Authorization", "Bearer app-secret")
                    .body(Events.play(1).replace("\"profile_id\": 1,", "\"profile_id\": \"" + USER + "\","))
                    .post("/v1/events")
                    .then()
                    .statusCode(202);
            asSegment("app-secret")
                    .header("X-Country", "nz")
                    .body("{\"sentAt\": \"" + Events.now() + "\", \"batch\": [" + track("m1") + "]}")
                    .post("/v1/batch")
                    .then()
                    .statusCode(200)
                    .body("success", equalTo(true))
                    .body("accepted", equalTo(1));

            List<Stamp> stamps =
                    events.records(2).stream().map(AppEventRecords::stamp).toList();
            assertThat(stamps).allMatch(stamp -> stamp.profileId() == USER_ID);
            assertThat(stamps).anySatisfy(stamp -> {
                assertThat(stamp.eventId()).isEqualTo("m1");
                assertThat(stamp.eventName()).isEqualTo("play");
                assertThat(stamp.region()).isEqualTo("NZ");
            });
            assertThat(events.records(2).stream().map(ConsumerRecord::partition).distinct())
                    .as("one profile, one shard")
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/track", "/v1/page", "/v1/screen", "/v1/identify"})
    void everyCallHasAnAddress(String path) {
        asSegment("app-secret")
                .body(track("m2"))
                .post(path)
                .then()
                .statusCode(200)
                .body("success", equalTo(true));
    }

    @Test
    void theJudgeIsThatOfAllEvents() {
        asSegment("tv-secret")
                .body("{\"batch\": [" + track("m3") + ", {\"type\": \"alias\", \"userId\": \"9\"}]}")
                .post("/v1/batch")
                .then()
                .statusCode(400)
                .body("success", equalTo(false))
                .body("code", equalTo("nothing_accepted"))
                .body("rejected.reason", contains("missing_field", "missing_field"))
                .body("rejected[0].detail", containsString("platform is required"));
    }

    @Test
    void aBodyThatIsNoneIsKeptAndRefused() {
        asSegment("app-secret")
                .body("{\"batch\": 5}")
                .post("/v1/batch")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_envelope"))
                .body("success", equalTo(false));
    }

    @Test
    void aBearerOpensTooAndNobodyElse() {
        given().contentType(ContentType.JSON)
                .header("Authorization", "Bearer app-secret")
                .body(track("m4"))
                .post("/v1/track")
                .then()
                .statusCode(200);
        for (RequestSpecification stranger : Stream.of(asSegment("guess"), given().contentType(ContentType.JSON))
                .toList()) {
            stranger.body(track("m5")).post("/v1/track").then().statusCode(401).body("code", equalTo("unknown_key"));
        }
        asSegment("app-secret").body(Events.play(1)).post("/v1/events").then().statusCode(401);
    }

    private static RequestSpecification asSegment(String key) {
        return given().contentType(ContentType.JSON).auth().preemptive().basic(key, "");
    }

    private static String track(String messageId) {
        return "{\"type\": \"track\", \"event\": \"Video Playback Started\", \"userId\": \"" + USER
                + "\", \"messageId\": \"" + messageId + "\", \"timestamp\": \"" + Events.now() + "\"}";
    }
}
