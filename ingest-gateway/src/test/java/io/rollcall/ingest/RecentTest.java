package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The events of a moment ago. */
@QuarkusTest
@TestProfile(RejectedTest.Keys.class)
@WithTestResource(KafkaResource.class)
class RecentTest {
    private static final String PATH = "/v1/events/recent";
    private static final int PATIENCE_MILLIS = 30_000;

    @TestHTTPResource(PATH)
    URI recent = URI.create("http://127.0.0.1");

    @Test
    void whatCameIsThereWithWhatWasMadeOfItAndMasked() {
        send(Events.array(Events.play(987_001), Events.at(987_002, "\"yesterday\"")));
        as("read-secret")
                .queryParam("limit", 2)
                .queryParam("key", "web")
                .get(PATH)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("events", hasSize(2))
                .body("events[0].outcome", equalTo("accepted"))
                .body("events[0].key", equalTo("web"))
                .body("events[0].event.profile_id", equalTo("999999"))
                .body("events[0].event.event_name", equalTo("play"))
                .body("events[1].outcome", equalTo("rejected"))
                .body("events[1].reason", equalTo("invalid_field"))
                .body(not(containsString("987")));
        as("admin-secret")
                .queryParam("limit", 1)
                .queryParam("masked", "false")
                .get(PATH)
                .then()
                .body("events[0].event.profile_id", equalTo(987_002));
    }

    @Test
    void outcomeReasonAndKeyChoose() {
        send(Events.array(Events.play(1), Events.at(2, "\"yesterday\"")));
        as("read-secret")
                .queryParam("outcome", "accepted")
                .get(PATH)
                .then()
                .body("events.outcome", everyItem(equalTo("accepted")));
        as("read-secret")
                .queryParam("reason", "invalid_field")
                .get(PATH)
                .then()
                .body("events.reason", everyItem(equalTo("invalid_field")));
        as("read-secret").queryParam("reason", "event_too_old").get(PATH).then().body("events", hasSize(0));
        as("read-secret").queryParam("key", "nobody").get(PATH).then().body("events", hasSize(0));
    }

    @Test
    void ringsAreForThoseWhoMayRead() {
        given().get(PATH).then().statusCode(401);
        as("web-secret").get(PATH).then().statusCode(401);
        as("read-secret").queryParam("masked", "false").get(PATH).then().statusCode(401);
        as("read-secret").queryParam("outcome", "lost").get(PATH).then().statusCode(400);
        as("read-secret").post(PATH).then().statusCode(405).header("Allow", equalTo("GET"));
    }

    /** However many events one request has, what others sent stays to be seen. */
    @Test
    void largeRequestDoesNotTakeEveryPlace() {
        send(Events.at(987_003, "\"yesterday\""));
        send(Events.arrayOf(1_000));
        as("read-secret")
                .queryParam("limit", 512)
                .queryParam("outcome", "rejected")
                .get(PATH)
                .then()
                .body("events.reason", not(hasSize(0)));
        assertThat(as("read-secret")
                        .queryParam("limit", 512)
                        .queryParam("outcome", "accepted")
                        .get(PATH)
                        .jsonPath()
                        .getList("events"))
                .hasSizeLessThanOrEqualTo(256);
    }

    @Test
    void listenersHearWhatComesAndAreSoManyAndNoMore() throws IOException {
        try (BufferedReader first = listen("?outcome=rejected");
                BufferedReader second = listen("?outcome=accepted")) {
            as("read-secret")
                    .accept("text/event-stream")
                    .get(PATH)
                    .then()
                    .statusCode(429)
                    .body("code", equalTo("too_many_subscribers"));
            send(Events.array(Events.play(3), "{\"event_name\": \"one of its own\"}"));
            assertThat(until(first, "aaa aa aaa aaa"))
                    .contains("event: rejected")
                    .contains("missing_field");
            assertThat(until(second, "\"event_name\":\"play\"")).contains("event: accepted");
        }
    }

    /** Reads up to the line that holds a text. */
    private static String until(BufferedReader stream, String text) throws IOException {
        StringBuilder heard = new StringBuilder();
        String line = stream.readLine();
        while (line != null && !line.contains(text)) {
            heard.append(line).append('\n');
            line = stream.readLine();
        }
        return heard.append(line).toString();
    }

    private BufferedReader listen(String question) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(recent + question).toURL().openConnection();
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setRequestProperty("Authorization", "Bearer read-secret");
        connection.setRequestProperty("Accept", "text/event-stream");
        return new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void send(String body) {
        as("web-secret").contentType(ContentType.JSON).body(body).post("/v1/events");
    }

    private static RequestSpecification as(String secret) {
        return given().header("Authorization", "Bearer " + secret);
    }
}
