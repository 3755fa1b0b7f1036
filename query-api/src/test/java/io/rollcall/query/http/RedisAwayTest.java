package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static io.rollcall.query.CountedEvents.BROWSE;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rollcall.event.testkit.Today;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestRedis.class)
class RedisAwayTest {
    @ParameterizedTest
    @ValueSource(strings = {"metrics/dau", "metrics/mau", "metrics/stickiness", "profiles/1/engagement"})
    void withoutRedisAQuestionIsA503AndIsAnsweredAgainWhenItIsBack(String question) {
        LocalDate today = Today.lasting(Duration.ofSeconds(45));
        try (CountedEvents events = CountedEvents.fromTheBeginning()) {
            events.active(today, "US", 1, BROWSE).apply(Instant.now());
        }
        requireAnswered(question);
        TestRedis.without(() -> given().get("/v1/" + question)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .body("code", equalTo("live_counters_unavailable")));
        // The server has lost nothing that was written more than a second before; here it may have lost all.
        try (CountedEvents events = CountedEvents.fromTheBeginning()) {
            events.active(today, "US", 1, BROWSE).apply(Instant.now());
        }
        await().untilAsserted(() -> requireAnswered(question));
    }

    @Test
    void readinessFollowsRedisAndLivenessDoesNot() {
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        TestRedis.without(() -> {
            given().get("/q/health/ready").then().statusCode(503).body("status", equalTo("DOWN"));
            given().get("/q/health/live").then().statusCode(200);
        });
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    private static void requireAnswered(String question) {
        given().get("/v1/" + question).then().statusCode(200).body("rows.size()", equalTo(1));
    }
}
