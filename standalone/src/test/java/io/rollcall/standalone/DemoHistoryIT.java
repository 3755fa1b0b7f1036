package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.event.testkit.Today;
import io.rollcall.standalone.release.GrafanaQuestions;
import io.rollcall.standalone.simulation.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application on an empty directory with {@code --demo}: sixty days of history, which are made once. */
class DemoHistoryIT {
    private static final Duration WHOLE_TEST = Duration.ofMinutes(10);

    /** On a machine of its own it takes less than two minutes; here others build. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private static final int DAYS = 60;

    /** The defaults of the demo. */
    private static final int PROFILES = 1_000;

    private static final int SEED = 1;

    @TempDir
    Path directory;

    private final ObjectMapper json = new ObjectMapper();
    private final LocalDate today = Today.lasting(WHOLE_TEST);
    private final LocalDate opened = today.minusDays(DAYS);

    @Test
    void sixtyDaysAreShownAsTheModelSaysAndAreMadeOnce() throws Exception {
        Path data = directory.resolve("data");
        try (RunningRollcall running = RunningRollcall.up(data, "--demo")) {
            await().atMost(PATIENCE).until(() -> running.said().contains("60 days of history counted"));
            assertThat(running.said()).doesNotContain("the history stopped", "not counted yet");
            assertDays(running);
            assertEveryMetricSpeaks(running);
            assertTheEffectIsFound(running);
            assertSomeNumbersAreMissing(running);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(rows(running, "lifecycle?region=*&from=" + today + "&to=" + today))
                            .as("today knows of yesterday once it is counted after the publication")
                            .singleElement()
                            .satisfies(row ->
                                    assertThat(row.path("returning").isNumber()).isTrue()));
            new GrafanaQuestions(running.url(), today.minusDays(29), today).areAllAnswered();
            assertThat(new CommandsOfAGuide("first-questions.md", running.url(), today).run())
                    .isGreaterThan(10);
            running.kill();
        }
        try (RunningRollcall again = RunningRollcall.up(data, "--demo")) {
            await().atMost(PATIENCE).until(() -> DAYS == published(again));
            assertDays(again);
            assertThat(again.said()).doesNotContain("history");
        }
    }

    /** Days of which every device has told by today. */
    private void assertDays(RunningRollcall running) {
        Simulation simulation = new Simulation(SEED, PROFILES, opened);
        for (int ago : new int[] {58, 30, 5}) {
            LocalDate day = today.minusDays(ago);
            assertThat(rows(running, "dau?region=*&from=" + day + "&to=" + day))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.path("value").asLong()).isEqualTo(simulation.activeProfiles(day));
                        assertThat(row.path("method").asText()).isEqualTo("exact");
                        assertThat(row.path("status").asText()).isEqualTo("final");
                    });
        }
        assertThat(published(running)).isEqualTo(DAYS);
    }

    /** Days that a run has published; the last of them are provisional. */
    private long published(RunningRollcall running) {
        return rows(running, "dau?region=*&from=" + opened + "&to=" + today.minusDays(1)).stream()
                .filter(row -> !row.path("status").asText().equals("live"))
                .count();
    }

    private void assertEveryMetricSpeaks(RunningRollcall running) {
        LocalDate day = today.minusDays(2);
        Stream.of(
                        "wau",
                        "mau",
                        "mau28",
                        "stickiness",
                        "engagement",
                        "lness",
                        "lifecycle",
                        "retention",
                        "segments",
                        "growth",
                        "events",
                        "hourly",
                        "sessions",
                        "adoption",
                        "funnel",
                        "paths",
                        "titles",
                        "playback",
                        "quality",
                        "revenue",
                        "churn")
                .forEach(metric -> assertThat(rows(running, metric + "?region=*&from=" + day + "&to=" + day))
                        .as(metric)
                        .isNotEmpty());
        assertThat(rows(running, "lifecycle?region=*&from=" + day + "&to=" + day))
                .singleElement()
                .satisfies(row -> assertThat(List.of("new", "returning", "resurrecting", "dormant"))
                        .allSatisfy(measure ->
                                assertThat(row.path(measure).asLong()).isPositive()));
        assertThat(rows(running, "titles?region=*&from=" + day + "&to=" + day))
                .anySatisfy(row ->
                        assertThat(row.path("completion_rate").asDouble()).isPositive());
        assertThat(rows(running, "revenue?region=*&from=" + day + "&to=" + day))
                .extracting(row -> row.path("currency").asText())
                .contains("USD", "EUR");
    }

    private void assertSomeNumbersAreMissing(RunningRollcall running) {
        List<JsonNode> days = rows(running, "quality?by=none&from=" + opened + "&to=" + today.minusDays(5));
        assertThat(days)
                .isNotEmpty()
                .allSatisfy(day -> assertThat(day.path("with_seq").asLong())
                        .isEqualTo(day.path("accepted").asLong()));
        double missing =
                days.stream().mapToLong(day -> day.path("seq_gaps").asLong()).sum();
        assertThat(missing
                        / days.stream()
                                .mapToLong(day -> day.path("with_seq").asLong())
                                .sum())
                .isBetween(0.0005, 0.005);
    }

    private void assertTheEffectIsFound(RunningRollcall running) throws Exception {
        List<JsonNode> verdicts = new ArrayList<>();
        json.readTree(running.get("/v1/experiments/new-row?metric=plays").body())
                .path("rows")
                .forEach(row -> verdicts.add(row.path("verdict")));
        assertThat(verdicts).extracting(JsonNode::asText).contains("higher");
    }

    private static List<JsonNode> rows(RunningRollcall running, String question) {
        try {
            return running.rows(question);
        } catch (Exception failed) {
            throw new AssertionError("no answer to " + question, failed);
        }
    }
}
