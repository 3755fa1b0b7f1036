package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static io.rollcall.query.CountedEvents.BROWSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rollcall.event.Shards;
import io.rollcall.event.testkit.Today;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A question of two hundred bytes: every region of four hundred days, of which Redis knows three, and nothing is published. */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
class SketchesOfManyDaysTest {
    private static final int DAYS = 400;
    private static final int KNOWN_BY_SKETCHES_ALONE = 2;

    /** In one call to a shard; those of a region that came late are counted together with the others. */
    private static final int REGIONS_A_CALL = 128;

    private static final int LATE_REGIONS_A_CALL = 64;

    @Test
    void redisIsAskedForTheDaysThatItHasAndNoOthers() {
        LocalDate today = Today.lasting(Duration.ofMinutes(1));
        String[] regions = Locale.getISOCountries();
        try (CountedEvents events = CountedEvents.fromTheBeginning()) {
            long profile = 0;
            for (String region : regions) {
                events.active(today, region, ++profile, BROWSE)
                        .late(today.minusDays(10), region, ++profile)
                        .late(today.minusDays(20), region, ++profile);
            }
            events.apply(Instant.now());
        }
        long before = TestRedis.calls("pfcount");
        long callsBefore = TestRedis.calls("eval");

        int rows = given().get("/v1/metrics/dau?from=" + today.minusDays(DAYS - 1) + "&to=" + today)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("rows")
                .size();

        assertThat(rows)
                .as("days that are counted live have rows, late events alone make none")
                .isEqualTo(regions.length);
        assertThat(TestRedis.calls("pfcount") - before)
                .as("counts of a region's day in a shard, of what was counted and of what came late")
                .isLessThanOrEqualTo((1 + 2L * KNOWN_BY_SKETCHES_ALONE) * (regions.length + 1) * Shards.COUNT);
        long callsOfADay = 2L + regions.length / REGIONS_A_CALL + regions.length / LATE_REGIONS_A_CALL;
        assertThat(TestRedis.calls("eval") - callsBefore)
                .as("calls: one asks for the counts of many regions")
                .isPositive()
                .isLessThanOrEqualTo((1 + KNOWN_BY_SKETCHES_ALONE) * callsOfADay * Shards.COUNT);
    }
}
