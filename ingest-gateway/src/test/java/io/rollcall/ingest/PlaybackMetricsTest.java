package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How plays began, as operators see it while it happens: what the answers say is on the log, and nothing else. */
@QuarkusTest
@WithTestResource(KafkaResource.class)
class PlaybackMetricsTest {
    private static final Pattern SERIES = Pattern.compile("(rollcall_playback_[a-z_]+\\{[^}]*}) ([^ \n]+)");
    private static final List<String> PLATFORMS = List.of("tv", "mobile", "web", "console", "other", "unknown");

    private Map<String, Double> before = Map.of();

    @BeforeEach
    void look() {
        before = series();
    }

    @Test
    void everySeriesIsThereFromTheStart() {
        List<String> attempts = Stream.of("started", "failed", "abandoned")
                .flatMap(outcome -> PLATFORMS.stream().map(platform -> attempts(outcome, platform)))
                .toList();
        List<String> errors = Stream.of("play", "stop")
                .flatMap(event -> PLATFORMS.stream().map(platform -> errors(event, platform)))
                .toList();
        assertThat(before.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(attempts.stream(), errors.stream()).toList());
    }

    @Test
    void acceptedPlaysAreCountedByOutcomeAndPlatform() {
        post(Events.array(
                        play("tv", ""),
                        play("tv", "\"outcome\": \"started\""),
                        play("tv", "\"outcome\": \"failed\""),
                        play("web", "\"outcome\": \"abandoned\""),
                        play("web", "\"outcome\": \"abandoned\", \"error_code\": \"drm\""),
                        Events.play(7)))
                .statusCode(202);
        assertThat(counted())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        attempts("started", "tv"), 2.0,
                        attempts("failed", "tv"), 1.0,
                        attempts("abandoned", "web"), 1.0,
                        attempts("failed", "web"), 1.0,
                        attempts("started", "unknown"), 1.0));
    }

    @Test
    void errorsAfterTheStartAreCountedByWhoReportsThem() {
        post(Events.array(
                        play("console", "\"error_code\": \"decoder\""),
                        play("console", "\"error_code\": \"decoder\"").replace("\"play\"", "\"stop\""),
                        play("console", "").replace("\"play\"", "\"stop\""),
                        play("console", "\"outcome\": \"failed\", \"error_code\": \"drm\"")
                                .replace("\"play\"", "\"heartbeat\"")))
                .statusCode(202);
        assertThat(counted())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        attempts("started", "console"),
                        1.0,
                        errors("play", "console"),
                        1.0,
                        errors("stop", "console"),
                        1.0));
    }

    @Test
    void refusedEventsAreNotCounted() {
        String failed = play("tv", "\"outcome\": \"failed\"");
        String old = played(Events.at(42, "\"2001-02-03T04:05:06Z\""), "tv", "\"outcome\": \"failed\"");
        post(Events.array(
                        failed.replace("\"US\"", "\"XX\""),
                        failed.replace("\"tv\"", "\"toaster\""),
                        old,
                        play("mobile", "\"outcome\": \"failed\"")))
                .statusCode(202)
                .body("accepted", equalTo(1));
        post(failed.replace("\"profile_id\": 42", "\"profile_id\": -42")).statusCode(400);
        assertThat(counted()).containsExactlyEntriesOf(Map.of(attempts("failed", "mobile"), 1.0));
    }

    /** The gateway does not know that it has seen an event before. */
    @Test
    void eventsSentAgainAreCountedAgain() {
        String same = play("tv", "\"outcome\": \"failed\"")
                .replace("{\"profile_id\"", "{\"event_id\": \"1\", \"profile_id\"");
        post(same).statusCode(202);
        post(same).statusCode(202);
        assertThat(counted()).containsExactlyEntriesOf(Map.of(attempts("failed", "tv"), 2.0));
    }

    @Test
    void historyIsNotWhatViewersMeetNow() {
        given().contentType(ContentType.JSON)
                .header("Rollcall-Backfill", "true")
                .body(play("tv", "\"outcome\": \"failed\""))
                .post("/v1/events")
                .then()
                .statusCode(202);
        assertThat(counted()).isEmpty();
    }

    private static String play(String platform, String properties) {
        return played(Events.play(42), platform, properties);
    }

    private static String played(String event, String platform, String properties) {
        return event.replace("}", ", \"properties\": {" + properties + "}, \"platform\": \"" + platform + "\"}");
    }

    private static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/v1/events")
                .then();
    }

    /** What has changed since the test began. */
    private Map<String, Double> counted() {
        Map<String, Double> changed = new TreeMap<>();
        series().forEach((name, value) -> changed.put(name, value - before.getOrDefault(name, 0.0)));
        changed.values().removeIf(change -> change == 0);
        return changed;
    }

    private static Map<String, Double> series() {
        return SERIES.matcher(given().get("/q/metrics")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .results()
                .collect(Collectors.toMap(line -> line.group(1), line -> Double.valueOf(line.group(2))));
    }

    private static String attempts(String outcome, String platform) {
        return "rollcall_playback_attempts_total{outcome=\"" + outcome + "\",platform=\"" + platform + "\"}";
    }

    private static String errors(String event, String platform) {
        return "rollcall_playback_errors_total{platform=\"" + platform + "\",reported_by=\"" + event + "\"}";
    }
}
