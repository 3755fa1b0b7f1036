package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The front door with write keys. */
@QuarkusTest
@TestProfile(WriteKeyTest.Keys.class)
@WithTestResource(KafkaResource.class)
class WriteKeyTest {
    private static final String PATH = "/v1/events";

    /** An ordinary key, one that may backfill, slow ones, and one for some platforms. */
    public static final class Keys implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("rollcall.ingest.keys.web.secret", "web-secret"),
                    Map.entry("rollcall.ingest.keys.web.old-secret", "web-secret-of-before"),
                    Map.entry("rollcall.ingest.keys.batch.secret", "batch-secret"),
                    Map.entry("rollcall.ingest.keys.batch.backfill", "true"),
                    Map.entry("rollcall.ingest.keys.slow.secret", "slow-secret"),
                    Map.entry("rollcall.ingest.keys.slow.events-per-second", "1"),
                    Map.entry("rollcall.ingest.keys.drip.secret", "drip-secret"),
                    Map.entry("rollcall.ingest.keys.drip.events-per-second", "1"),
                    Map.entry("rollcall.ingest.keys.screens.secret", "screens-secret"),
                    Map.entry("rollcall.ingest.keys.screens.platforms", "tv,console"),
                    // No Redis is there: the gateway counts alone.
                    Map.entry("quarkus.redis.hosts", "redis://127.0.0.1:1"),
                    Map.entry("rollcall.ingest.rates.of-all-gateways", "true"),
                    Map.entry("rollcall.ingest.body-timeout", "2s"));
        }
    }

    @Test
    void requestWithoutAKeyIsRefused() {
        given().contentType(ContentType.JSON)
                .body(Events.play(1))
                .post(PATH)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("Bearer"))
                .body("code", equalTo("unknown_key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer nobody",
                "Bearer ",
                "Basic web-secret",
                "web-secret",
                "Bearer web-secret2",
                "Bearer WEB-SECRET"
            })
    void unknownKeyIsRefusedAndNeverRepeated(String authorization) {
        given().contentType(ContentType.JSON)
                .header("Authorization", authorization)
                .body(Events.play(1))
                .post(PATH)
                .then()
                .statusCode(401)
                .body(not(containsString("secret")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer web-secret", "bearer web-secret", "Bearer batch-secret", "Bearer web-secret-of-before"})
    void everyKeyOpensTheDoor(String authorization) {
        given().contentType(ContentType.JSON)
                .header("Authorization", authorization)
                .body(Events.play(1))
                .post(PATH)
                .then()
                .statusCode(202);
    }

    @Test
    void aKeyForSomePlatformsSendsEventsOfTheseOnly() {
        String event = Events.play(1);
        String named = event.substring(0, event.lastIndexOf('}')) + ",\"platform\":\"%s\"}";
        post("screens-secret", "[" + event + "," + named.formatted("web") + "," + named.formatted("console") + "]")
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("rejected.reason", contains("missing_field", "invalid_field"))
                .body("rejected[0].detail", containsString("platform is required"))
                .body(
                        "rejected[1].detail",
                        equalTo("platform 'web' may not be sent with this write key, which is for tv, console"));
        post("web-secret", event).statusCode(202);
    }

    @Test
    void backfillNeedsAKeyThatMay() {
        String old = Events.at(1, "1000000000000");
        with("web-secret")
                .header("Rollcall-Backfill", "true")
                .body(old)
                .post(PATH)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("backfill_forbidden"));
        with("batch-secret")
                .header("Rollcall-Backfill", "true")
                .body(old)
                .post(PATH)
                .then()
                .statusCode(202);
    }

    @Test
    void keyThatSendsTooManyEventsHearsWhenToComeBack() {
        post("slow-secret", Events.arrayOf(1_000)).statusCode(202);
        String wait = post("slow-secret", Events.arrayOf(500))
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", equalTo("rate_limited"))
                .extract()
                .header("Retry-After");
        assertThat(Integer.parseInt(wait)).isBetween(1, 501);
        post("web-secret", Events.play(1)).statusCode(202);
        assertThat(Series.value("rollcall_ingest_shared_rates_total{outcome=\"failed\"}"))
                .as("the door stayed open without Redis")
                .isPositive();
    }

    /** A key that has used up its events writes nothing more, whether it can be read or not. */
    @Test
    void bodiesThatCannotBeReadAreChargedToo() {
        double before = rejectedEvents();
        byte[] rubbish = new byte[900_000];
        int status = 400;
        int written = 0;
        for (int request = 0; request < 50 && status == 400; request++) {
            status = with("drip-secret").body(rubbish).post(PATH).statusCode();
            written += status == 400 ? 1 : 0;
        }
        assertThat(status).isEqualTo(429);
        assertThat(written)
                .as("bodies of 27 times the largest event, of a bucket of a thousand")
                .isLessThan(40);
        with("drip-secret").body(rubbish).post(PATH).then().statusCode(429);
        assertThat(rejectedEvents() - before).isEqualTo(written);
    }

    private static double rejectedEvents() {
        return Series.sum("rollcall_ingest_events_total{outcome=\"rejected\",");
    }

    /** Whoever likes can make up methods; the page of metrics does not grow by them. */
    @Test
    void methodsThatAreMadeUpAreOneSeries() {
        for (int method = 0; method < 20; method++) {
            given().request("MADEUP" + method, PATH);
        }
        String metrics = given().get("/q/metrics").asString();
        assertThat(metrics).contains("method=\"OTHER\"").doesNotContain("MADEUP");
    }

    private static RequestSpecification with(String key) {
        return given().contentType(ContentType.JSON).header("Authorization", "Bearer " + key);
    }

    private static ValidatableResponse post(String key, String body) {
        return with(key).body(body).post(PATH).then();
    }
}
