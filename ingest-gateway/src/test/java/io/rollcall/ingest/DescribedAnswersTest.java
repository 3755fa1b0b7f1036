package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.rollcall.access.testkit.DescribedAnswers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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

    /** Slow bodies, streams, full rings and brokers that are away: EdgeTest, RecentTest, BrokerAwayTest, LoopbackTest. */
    private static final Set<String> ELSEWHERE = Set.of(
            "POST /v1/events 408 application/problem+json",
            "POST /v1/events 503 application/problem+json",
            "POST /v1/batch 5XX application/problem+json",
            "POST /v1/track 5XX application/problem+json",
            "POST /v1/identify 5XX application/problem+json",
            "POST /v1/page 5XX application/problem+json",
            "POST /v1/screen 5XX application/problem+json",
            "GET /v1/events/recent 200 text/event-stream",
            "GET /v1/events/recent 403 application/problem+json",
            "GET /v1/events/recent 429 application/problem+json",
            "GET /v1/rejected 403 application/problem+json",
            "GET /v1/rejected 503 application/problem+json",
            "POST /v1/rejected/replays 403 application/problem+json",
            "POST /v1/rejected/replays 503 application/problem+json",
            "GET /v1/catalogue 403 application/problem+json");

    private DescribedAnswers answers = new DescribedAnswers("{}");

    @Test
    void everyDescribedAnswerIsGivenAsItIsDescribed() {
        answers = new DescribedAnswers(given().get("/q/openapi?format=json").asString());
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

        assertThat(answers.given()).doesNotContainAnyElementsOf(ELSEWHERE);
        Set<String> all = new TreeSet<>(answers.given());
        all.addAll(ELSEWHERE);
        assertThat(all).isEqualTo(answers.all());
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
        answers.give(answer, response.statusCode(), response.contentType(), response.asString());
    }

    private static RequestSpecification as(String secret) {
        return given().header("Authorization", "Bearer " + secret).contentType(ContentType.JSON);
    }
}
