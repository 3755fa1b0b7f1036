package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every answer that {@code /q/openapi} has of the gateway is provoked once, and is of the type and the schema that it says
 * there. What needs a gateway of another kind is provoked by the tests that are named.
 */
@QuarkusTest
@TestProfile(RejectedTest.Keys.class)
@WithTestResource(KafkaResource.class)
class DescribedAnswersTest {
    private static final String EVENTS = "/v1/events";
    private static final List<String> SEGMENT =
            List.of("/v1/batch", "/v1/track", "/v1/identify", "/v1/page", "/v1/screen");

    /** Slow bodies, full rings and brokers that are away: EdgeTest, RecentTest, BrokerAwayTest, LoopbackTest. */
    private static final Set<String> ELSEWHERE = Set.of(
            "POST /v1/events 408",
            "POST /v1/events 503",
            "POST /v1/batch 5XX",
            "POST /v1/track 5XX",
            "POST /v1/identify 5XX",
            "POST /v1/page 5XX",
            "POST /v1/screen 5XX",
            "GET /v1/events/recent 403",
            "GET /v1/events/recent 429",
            "GET /v1/rejected 403",
            "GET /v1/rejected 503",
            "POST /v1/rejected/replays 403",
            "POST /v1/rejected/replays 503",
            "GET /v1/catalogue 403");

    private final ObjectMapper json = new ObjectMapper();
    private final Set<String> provoked = new TreeSet<>();
    private JsonNode described = json.createObjectNode();

    @Test
    void everyDescribedAnswerIsGivenAsItIsDescribed() throws IOException {
        described = json.readTree(given().get("/q/openapi?format=json").asString());
        events();
        SEGMENT.forEach(this::segment);
        reading();
        provoke("GET /v1/catalogue 200", as("web-secret"), request -> request.get("/v1/catalogue"));
        provoke(
                "GET /v1/catalogue 200",
                as("web-secret").accept("application/schema+json"),
                request -> request.get("/v1/catalogue"));
        provoke("GET /v1/catalogue 401", as("none"), request -> request.get("/v1/catalogue"));
        provoke("GET /v1/catalogue 406", as("web-secret").accept("text/csv"), request -> request.get("/v1/catalogue"));

        Set<String> all = new TreeSet<>(provoked);
        all.addAll(ELSEWHERE);
        assertThat(all).isEqualTo(answers());
        assertThat(provoked).doesNotContainAnyElementsOf(ELSEWHERE);
    }

    private void events() {
        sent("200", as("web-secret").queryParam("dry_run", true).body(Events.play(1)));
        sent("202", as("web-secret").body(Events.array(Events.play(1), "{}")));
        sent("400", as("web-secret").body("{}"));
        sent("401", as("none").body(Events.play(1)));
        sent("403", as("web-secret").header("Rollcall-Backfill", true).body(Events.play(1)));
        sent("413", as("web-secret").body(Events.arrayOf(1_001)));
        sent("415", as("web-secret").contentType(ContentType.XML).body(Events.play(1)));
        given().header("Authorization", "Bearer slow-secret")
                .contentType(ContentType.JSON)
                .body(Events.arrayOf(1_000))
                .post(EVENTS);
        sent("429", as("slow-secret").body(Events.arrayOf(1_000)));
        // Nobody describes the verbs that an address does not take; their answer stands beside those of POST.
        check("POST /v1/events 405", as("web-secret").get(EVENTS));
    }

    private void sent(String status, RequestSpecification request) {
        provoke("POST /v1/events " + status, request, one -> one.post(EVENTS));
    }

    private void segment(String path) {
        String message =
                "{\"type\": \"track\", \"event\": \"play\", \"userId\": \"42\", \"messageId\": \"m-1\", \"timestamp\": \""
                        + Events.now() + "\"}";
        String body = path.equals("/v1/batch") ? "{\"batch\": [" + message + "]}" : message;
        provoke("POST " + path + " 200", as("web-secret").body(body), request -> request.post(path));
        provoke("POST " + path + " 4XX", as("none").body(body), request -> request.post(path));
    }

    private void reading() {
        given().header("Authorization", "Bearer web-secret")
                .contentType(ContentType.JSON)
                .body("{}")
                .post(EVENTS);
        for (String path : List.of("/v1/events/recent", "/v1/rejected")) {
            provoke("GET " + path + " 200", as("read-secret"), request -> request.get(path));
            provoke("GET " + path + " 400", as("read-secret"), request -> request.get(path + "?none=1"));
            provoke("GET " + path + " 401", as("none"), request -> request.get(path));
        }
        String replays = "/v1/rejected/replays";
        provoke(
                "POST " + replays + " 200",
                as("admin-secret"),
                request -> request.post(replays + "?reason=missing_field&dry_run=true"));
        provoke("POST " + replays + " 400", as("admin-secret"), request -> request.post(replays));
        provoke("POST " + replays + " 401", as("read-secret"), request -> request.post(replays));
    }

    private void provoke(
            String answer, RequestSpecification request, Function<RequestSpecification, Response> sending) {
        check(answer, sending.apply(request));
    }

    private void check(String answer, Response response) {
        String[] parts = answer.split(" ", 3);
        String status = parts[2];
        assertThat(Integer.toString(response.statusCode()))
                .as("%s: %s", answer, response.asString())
                .matches(status.replace("XX", "\\d\\d"));
        JsonNode content = described
                .path("paths")
                .path(parts[1])
                .path(parts[0].toLowerCase(Locale.ROOT))
                .path("responses")
                .path(status)
                .path("content");
        String type = response.contentType().split(";", 2)[0];
        assertThat(content.has(type)).as("%s is described as %s", answer, type).isTrue();
        bodies(type, response.asString()).forEach(body -> requireValid(answer, content.path(type), body));
        provoked.add(answer);
    }

    private static Stream<String> bodies(String type, String body) {
        return type.endsWith("x-ndjson") ? body.lines() : Stream.of(body);
    }

    private void requireValid(String answer, JsonNode media, String body) {
        try {
            new DescribedSchema(described, media.path("schema")).require(json.readTree(body), answer);
        } catch (IOException unreadable) {
            throw new AssertionError(answer + " is no JSON: " + body, unreadable);
        }
    }

    /** Each that is described, as VERB PATH STATUS. */
    private Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        described.path("paths").properties().stream()
                .filter(path -> path.getKey().startsWith("/v1/"))
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operation
                                .getValue()
                                .path("responses")
                                .fieldNames()
                                .forEachRemaining(
                                        status -> answers.add(operation.getKey().toUpperCase(Locale.ROOT)
                                                + ' '
                                                + path.getKey()
                                                + ' '
                                                + status))));
        return answers;
    }

    private static RequestSpecification as(String secret) {
        return given().header("Authorization", "Bearer " + secret).contentType(ContentType.JSON);
    }
}
