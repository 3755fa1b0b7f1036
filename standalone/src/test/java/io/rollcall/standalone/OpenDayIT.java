package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.event.testkit.Today;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application, with its defaults: what was accepted is in the metrics of today soon, whichever metric it is. */
class OpenDayIT {
    private static final Duration WHOLE_TEST = Duration.ofMinutes(5);

    /** What is promised at the rate of a demo. */
    private static final Duration PROMISED = Duration.ofMinutes(2);

    private final ObjectMapper json = new ObjectMapper();
    private final LocalDate today = Today.lasting(WHOLE_TEST);

    @TempDir
    Path directory;

    @Test
    void whatWasAcceptedIsInTheMetricsOfTodayWithinTwoMinutesAlsoAfterAKill() throws Exception {
        Path data = directory.resolve("data");
        try (RunningRollcall running = RunningRollcall.up(data)) {
            assertThat(notPublished(running, "sessions")).containsExactly(today.toString());
            running.post(
                    "[" + event(1, "app_start", 1) + "," + event(1, "browse", 2) + "," + event(1, "play", 3) + "]");
            awaitProfiles(running, 1);
            Stream.of(
                            "sessions",
                            "funnel",
                            "titles",
                            "retention",
                            "lifecycle",
                            "segments",
                            "paths",
                            "adoption",
                            "growth",
                            "hourly")
                    .forEach(metric ->
                            assertThat(live(running, metric)).as(metric).isNotEmpty());
            assertThat(notPublished(running, "sessions")).isEmpty();
            assertThat(live(running, "mau"))
                    .allSatisfy(row -> assertThat(row.path("value").asLong()).isEqualTo(1));
            assertThat(running.get("/q/metrics").body())
                    .contains("rollcall_open_day_age_seconds", "rollcall_open_day_refresh_seconds_count");
            running.kill();
        }
        try (RunningRollcall restarted = RunningRollcall.up(data)) {
            assertThat(live(restarted, "lifecycle")).as("as it was").isNotEmpty();
            restarted.post("[" + event(2, "app_start", 4) + "]");
            awaitProfiles(restarted, 2);
        }
    }

    private void awaitProfiles(RunningRollcall running, long profiles) {
        await().atMost(PROMISED)
                .untilAsserted(() -> assertThat(live(running, "lifecycle"))
                        .singleElement()
                        .satisfies(row -> assertThat(row.path("new").asLong()).isEqualTo(profiles)));
    }

    /** Of all regions together; every row is one of today, exact, and not settled. */
    private List<JsonNode> live(RunningRollcall running, String metric) {
        List<JsonNode> rows = new ArrayList<>();
        answer(running, metric).path("rows").forEach(rows::add);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.path("dt").asText()).isEqualTo(today.toString());
            assertThat(row.path("status").asText()).isEqualTo("live");
            assertThat(row.path("method").asText()).isEqualTo("exact");
        });
        return rows;
    }

    private List<String> notPublished(RunningRollcall running, String metric) {
        List<String> days = new ArrayList<>();
        answer(running, metric).path("not_published").forEach(day -> days.add(day.asText()));
        return days;
    }

    private JsonNode answer(RunningRollcall running, String metric) {
        try {
            return json.readTree(running.get("/v1/metrics/" + metric + "?group_by=none&from=" + today + "&to=" + today)
                    .body());
        } catch (Exception failed) {
            throw new AssertionError("no answer about " + metric, failed);
        }
    }

    private String event(long profile, String name, int second) {
        return "{\"profile_id\":" + profile + ",\"event_name\":\"" + name + "\",\"event_time\":\"" + today + "T00:00:0"
                + second + "Z\",\"region\":\"NZ\",\"title_id\":7,\"duration_sec\":60,\"event_id\":\"" + name + profile
                + "\"}";
    }
}
