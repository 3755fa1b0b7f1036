package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static io.rollcall.query.CountedEvents.BROWSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.rollcall.event.testkit.Today;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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

    /** A fresh directory, and forty days imported into it: twenty a day, seven of them new each day. */
    @Test
    void windowsOfDaysThatCameTooLateHoldTheTruth() {
        try (CountedEvents events = CountedEvents.fromTheBeginning()) {
            for (int ago = 0; ago < 40; ago++) {
                for (long profile = 1 + 7L * ago; profile <= 20 + 7L * ago; profile++) {
                    if (ago < 3) {
                        events.active(today.minusDays(ago), "US", profile, BROWSE);
                    } else if (ago <= 33) {
                        events.late(today.minusDays(ago), "US", profile);
                    }
                }
            }
            events.apply(Instant.now());
        }
        for (String region : List.of("*", "US")) {
            holds("wau?region=" + region, 34, 20 + 6 * 7);
            holds("mau28?region=" + region, 34, 20 + 27 * 7);
            holds("mau?region=" + region, 34, 20 + 29 * 7);
            holds("dau?region=" + region + "&from=" + today.minusDays(33) + "&to=" + today, 20, 20);
            JsonPath stickiness = holds("stickiness?region=" + region, 0, 20.0 * 30 / 30 / (20 + 29 * 7));
            assertThat(stickiness.getInt("rows[0].days")).as("days of history").isEqualTo(30);
        }
    }

    /** Of each row; its value is of what was counted. */
    private static JsonPath holds(String question, double counted, double truth) {
        JsonPath answer = given().get("/v1/metrics/" + question)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<Map<String, Object>> rows = answer.getList("rows");
        assertThat(rows).as(question).isNotEmpty().allSatisfy(row -> {
            assertThat(number(row, "low")).isLessThanOrEqualTo(truth);
            assertThat(number(row, "high")).isGreaterThanOrEqualTo(truth);
            if (counted > 0) {
                assertThat(number(row, "value")).isEqualTo(counted);
            }
        });
        return answer;
    }

    private static double number(Map<String, Object> row, String column) {
        return Double.parseDouble(String.valueOf(row.get(column)));
    }

    private static ValidatableResponse rows(String question, int expected) {
        return given().get("/v1/" + question).then().statusCode(200).body("rows.size()", equalTo(expected));
    }
}
