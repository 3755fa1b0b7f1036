package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static io.rollcall.query.CountedEvents.BROWSE;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.rollcall.event.testkit.Today;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Figures that are not whole are not served. */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
class CoverageTest {
    private final LocalDate today = Today.lasting(Duration.ofSeconds(45));

    @Test
    void daysAndWindowsThatBeginBeforeTheCountersAreWholeHaveNoRow() {
        Instant sinceYesterday = today.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        try (CountedEvents events = CountedEvents.since(sinceYesterday)) {
            events.active(today, "US", 1, BROWSE)
                    .active(today.minusDays(1), "US", 1, BROWSE)
                    .active(today.minusDays(2), "US", 1, BROWSE)
                    .apply(Instant.now());
        }
        rows("metrics/dau?from=" + today.minusDays(3), 2)
                .body("rows[0].dt", equalTo(today.minusDays(1).toString()));
        rows("metrics/engagement?from=" + today.minusDays(3), 2);
        rows("profiles/1/engagement?from=" + today.minusDays(3), 2);
        rows("metrics/wau", 0);
        rows("metrics/mau?group_by=none", 0);
        rows("metrics/stickiness", 0);
    }

    @Test
    void aDayWhoseFirstHoursAreMissingHasNoRow() {
        Instant justNow = Instant.now();
        try (CountedEvents events = CountedEvents.since(justNow)) {
            events.active(today, "US", 1, BROWSE).apply(justNow);
        }
        rows("metrics/dau", 0);
        rows("metrics/engagement", 0);
    }

    @Test
    void aRedisThatWasWipedAnswersWithNoRowsRatherThanWithTooFew() {
        TestRedis.wipe();
        rows("metrics/dau", 0);
        rows("metrics/mau", 0);
        rows("metrics/stickiness?region=*", 0);
        rows("profiles/1/engagement", 0);
    }

    private static ValidatableResponse rows(String question, int expected) {
        return given().get("/v1/" + question).then().statusCode(200).body("rows.size()", equalTo(expected));
    }
}
