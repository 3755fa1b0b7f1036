package io.rollcall.lake.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.experiment.ExperimentAsked;
import io.rollcall.lake.experiment.ExperimentMetric;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import io.rollcall.lake.value.MetricQuestion;
import io.rollcall.lake.value.MetricRun;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events whose properties hold one value that an engine may stumble over, in bronze as they were archived: they count like others. */
class OddPropertiesTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-26");
    private static final Instant NIGHT = Instant.parse("2026-02-05T02:30:00Z");
    private static final String HALF = "\"cut \\ud83d\"";
    private static final long PLENTY = 1_000;

    @ParameterizedTest
    @ValueSource(strings = {HALF, "\"\\u0000\"", "1e999", "-1e400000", "{\"a\":[\"\\udfff\",1e999]}"})
    void oneOddValueHidesNothingElseOfItsEvent(String odd, @TempDir Path directory) {
        String failed = "{\"outcome\":\"failed\",\"error_code\":\"E1\",\"startup_ms\":" + odd + ",\"title\":";
        String began = "{\"kind\":\"start\",\"price\":999,\"currency\":\"USD\",\"note\":";
        String exposed = "{\"experiment\":\"row\",\"variant\":";
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(
                    NIGHT,
                    event(1, "play", failed + odd + "}"),
                    event(2, "play", failed + "\"whole \\ud83d\\ude00\"}"),
                    event(3, "play", "{\"outcome\":\"started\",\"startup_ms\":200}"),
                    event(4, "play", "{\"outcome\":\"started\",\"startup_ms\":200}"),
                    event(5, "experiment_exposure", exposed + "\"a\",\"ua\":" + odd + "}"),
                    event(6, "experiment_exposure", exposed + "\"b\"}"),
                    event(7, "subscription_change", began + odd + "}"),
                    event(8, "subscription_change", began + "\"ok\"}"));
            fixture.reconcile(NIGHT);
            MetricRun run = fixture.lake().beginMetricRun();
            run.due().forEach(run::workOut);

            assertThat(values(fixture, "playback", Map.of("by", "none")))
                    .containsEntry("attempts", 4.0)
                    .containsEntry("vsf_rate", 0.5)
                    .containsEntry("vst_p50_ms", 200.0);
            assertThat(values(fixture, "revenue", Map.of("currency", "USD"))).containsEntry("mrr_minor", 1998.0);
            assertThat(fixture.lake()
                            .published()
                            .experiment(new ExperimentAsked("row", DAY, DAY, Set.of(ExperimentMetric.PLAYS)), PLENTY))
                    .hasValueSatisfying(facts -> assertThat(facts.sizes()).isEqualTo(Map.of("a", 1L, "b", 1L)));
        }
    }

    /** Whoever reads the events by SQL meets a text that every engine can read. */
    @Test
    void silverIsWholeWhereBronzeIsNot(@TempDir Path directory) {
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(NIGHT, event(1, "play", "{\"title\":" + HALF + "}"));
            fixture.reconcile(NIGHT);
            try (TableSession session = fixture.lake().session().open(LakeTable.ENRICHED_APP_EVENTS)) {
                assertThat(session.query(
                                "SELECT properties FROM silver.enriched_app_events", row -> row.text("properties")))
                        .containsExactly("{\"title\":\"cut \uFFFD\"}");
            }
        }
    }

    private static Event event(long profile, String name, String properties) {
        return Event.of(profile, "CZ", name, "odd-" + profile, DAY + "T10:00:00Z")
                .saying(properties);
    }

    private static Map<String, Double> values(BronzeFixture fixture, String name, Map<String, String> asked) {
        ComputedMetric metric = (ComputedMetric) Metrics.find(name).orElseThrow();
        return fixture.lake()
                .published()
                .figures(new MetricQuestion(metric.arguments(asked), DAY, DAY, RegionChoice.TOTAL), PLENTY)
                .get(0)
                .values();
    }
}
