package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static io.rollcall.query.CountedEvents.BROWSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rollcall.event.testkit.Today;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.LogLines;
import io.rollcall.query.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Redis that answers, and says no. */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
class RefusingRedisTest {
    @Test
    void aKeyThatSomebodyOverwroteIsARefusalAndNoSilenceAndLeavesNoTrace() {
        LocalDate today = counted();
        try (LogLines lines = LogLines.ofEverything()) {
            TestRedis.tell("SET {s00}:day:" + today + " none");

            given().get("/v1/metrics/dau")
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "1")
                    .body("code", equalTo("live_counters_refused"));

            assertThat(lines.from(Level.WARNING)).isEmpty();
        }
        counted();
        await().untilAsserted(() -> given().get("/v1/metrics/dau").then().statusCode(200));
    }

    /** Neither keeps anybody from reading: the worker says that nothing is written, and by how much figures are behind. */
    @ParameterizedTest
    @ValueSource(strings = {"maxmemory 1", "min-replicas-to-write 3"})
    void aRedisThatTakesNothingMoreIsStillRead(String setting) {
        counted();
        TestRedis.tell("CONFIG SET " + setting);
        try {
            given().get("/v1/metrics/dau").then().statusCode(200).body("rows.size()", equalTo(1));
            given().get("/v1/metrics/mau").then().statusCode(200).body("rows.size()", equalTo(1));
            given().get("/q/health/ready").then().statusCode(200);
        } finally {
            TestRedis.tell("CONFIG SET " + setting.replaceAll("[0-9]+$", "0"));
        }
    }

    @Test
    void whoMayNotReadIsToldByReadinessWhy() {
        counted();
        TestRedis.tell("ACL SETUSER default -hgetall");
        try {
            await().untilAsserted(() ->
                    given().get("/q/health/ready").then().statusCode(503).body(containsString("NOPERM")));
        } finally {
            TestRedis.tell("ACL SETUSER default +@all");
        }
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    private static LocalDate counted() {
        LocalDate today = Today.lasting(Duration.ofSeconds(45));
        try (CountedEvents events = CountedEvents.fromTheBeginning()) {
            events.active(today, "US", 1, BROWSE).apply(Instant.now());
        }
        return today;
    }
}
