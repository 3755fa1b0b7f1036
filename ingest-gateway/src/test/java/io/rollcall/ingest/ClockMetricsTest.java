package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.rollcall.event.Platform;
import io.rollcall.event.TimeQuality;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Clients' clocks, as operators see them while it happens. */
@QuarkusTest
@WithTestResource(KafkaResource.class)
class ClockMetricsTest {
    @Test
    void acceptedEventsAreCountedByPlatformAndByTheirClock() {
        double right = series("tv", "ok");
        double corrected = series("tv", "corrected");
        double clamped = series("unknown", "clamped");
        double all = Series.sum("rollcall_quality_events_total{");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant ahead = now.plus(10, ChronoUnit.MINUTES);
        post(event(now, ", \"platform\": \"tv\""), 202);
        post("{\"sent_at\": \"" + ahead + "\", \"events\": [" + event(ahead, ", \"platform\": \"tv\"") + "]}", 202);
        post(event(ahead, ""), 202);
        post(event(now, ", \"platform\": \"fridge\""), 400);
        assertThat(series("tv", "ok")).isEqualTo(right + 1);
        assertThat(series("tv", "corrected")).isEqualTo(corrected + 1);
        assertThat(series("unknown", "clamped")).isEqualTo(clamped + 1);
        assertThat(Series.sum("rollcall_quality_events_total{")).isEqualTo(all + 3);
    }

    @Test
    void everySeriesIsThereFromTheStart() {
        for (TimeQuality quality : TimeQuality.values()) {
            for (Platform platform : Platform.values()) {
                assertThat(series(platform.code(), quality.code())).isNotNegative();
            }
            assertThat(series("unknown", quality.code())).isNotNegative();
        }
    }

    private static double series(String platform, String quality) {
        return Series.value(
                "rollcall_quality_events_total{platform=\"" + platform + "\",time_quality=\"" + quality + "\"}");
    }

    private static String event(Instant at, String more) {
        return "{\"profile_id\": 7, \"event_name\": \"browse\", \"event_time\": \"" + at + "\", \"region\": \"US\""
                + more + "}";
    }

    private static void post(String body, int status) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/v1/events")
                .then()
                .statusCode(status);
    }
}
