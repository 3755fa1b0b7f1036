package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.rollcall.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A broker that is not there when the gateway starts, comes, goes and comes back. */
@QuarkusTest
@TestProfile(BrokerAwayTest.ShortTimeouts.class)
@WithTestResource(BrokerAwayTest.NoBrokerYet.class)
class BrokerAwayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static @Nullable EmbeddedKafka broker;

    /** An application of its own. */
    public static final class ShortTimeouts implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("rollcall.ingest.ack-timeout", "2s", "rollcall.ingest.in-flight.requests", "1");
        }
    }

    /** A port at which a broker will be. */
    public static final class NoBrokerYet implements QuarkusTestResourceLifecycleManager {
        private static final int PORT = freePort();

        @Override
        public Map<String, String> start() {
            return Map.of("kafka.bootstrap.servers", "127.0.0.1:" + PORT);
        }

        @Override
        public void stop() {
            stopBroker();
        }

        private static int freePort() {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException none) {
                throw new UncheckedIOException("no free port", none);
            }
        }
    }

    @AfterAll
    static void stopBroker() {
        EmbeddedKafka running = broker;
        if (running != null) {
            running.close();
            broker = null;
        }
    }

    @Test
    void sendersHear503UntilTheBrokerIsBackAndThen202() throws IOException {
        Path data = Files.createTempDirectory("broker-away");
        unavailable("log_unavailable");
        soIsEveryOtherAddressThatNeedsTheLog();
        given().get("/q/health/ready").then().statusCode(503);
        given().get("/q/health/live").then().statusCode(200);

        broker = EmbeddedKafka.start(data, NoBrokerYet.PORT);
        await().atMost(PATIENCE).untilAsserted(() -> post().statusCode(202));
        given().get("/q/health/ready").then().statusCode(200);

        stopBroker();
        unavailable("not_acknowledged");
        post("{").statusCode(503);
        secondRequestFindsNoPlaceWhileTheFirstWaits();
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health/ready")
                        .then()
                        .statusCode(503)
                        .body(containsString("Kafka has not answered for")));
        given().get("/q/health/live").then().statusCode(200);

        broker = EmbeddedKafka.start(data, NoBrokerYet.PORT);
        await().atMost(PATIENCE).untilAsserted(() -> post().statusCode(202));
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        playsAreCountedOnceTheBrokerHasAcknowledgedThem();
    }

    private static void soIsEveryOtherAddressThatNeedsTheLog() {
        String track = "{\"type\": \"track\", \"event\": \"play\", \"userId\": \"1\", \"messageId\": \"m\"}";
        for (String address : List.of("batch", "track", "identify", "page", "screen")) {
            given().contentType(ContentType.JSON)
                    .body(address.equals("batch") ? "{\"batch\": [" + track + "]}" : track)
                    .post("/v1/" + address)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue());
        }
        given().post("/v1/rejected/replays?reason=missing_field").then().statusCode(503);
        given().get("/v1/rejected").then().statusCode(503);
    }

    /** All that was sent here were plays; those that were answered 503 are none of them. */
    private static void playsAreCountedOnceTheBrokerHasAcknowledgedThem() {
        double acknowledged = Series.value("rollcall_ingest_events_total{outcome=\"accepted\",reason=\"none\"}");
        assertThat(acknowledged).isPositive();
        assertThat(Series.value("rollcall_playback_attempts_total{outcome=\"started\",platform=\"unknown\"}"))
                .isEqualTo(acknowledged);
    }

    private static void secondRequestFindsNoPlaceWhileTheFirstWaits() {
        CompletableFuture<Integer> first =
                CompletableFuture.supplyAsync(() -> post().extract().statusCode());
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> metrics().contains("rollcall_ingest_in_flight_requests 1.0"));
        unavailable("too_busy");
        assertThat(first.join()).isEqualTo(503);
        assertThat(metrics()).contains("rollcall_ingest_in_flight_requests 0.0");
        assertThat(metrics()).contains("rollcall_ingest_in_flight_bytes 0.0");
    }

    private static String metrics() {
        return given().get("/q/metrics").then().extract().asString();
    }

    private static void unavailable(String code) {
        post().statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("code", equalTo(code));
    }

    private static ValidatableResponse post() {
        return post(Events.play(1));
    }

    private static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/v1/events")
                .then();
    }
}
