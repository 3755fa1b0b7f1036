package io.rollcall.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.metric.Columns;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.value.MetricRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerRowTest {
    private static final Columns EVENTS = Metrics.find("events").orElseThrow().columns();

    @Test
    void whereAShareWasKeptARowIsSampledAndHasItsInterval() {
        AnswerRow row = AnswerRow.published(EVENTS, row(250, 25, 157, 343));
        assertThat(row.cells())
                .containsExactly(
                        "2026-01-08",
                        "*",
                        "event_name",
                        "player_stats",
                        250L,
                        25L,
                        "provisional",
                        "sampled",
                        157L,
                        343L,
                        "2026-01-09T02:30:00Z");
    }

    @Test
    void whereAllWereKeptItIsExact() {
        AnswerRow row = AnswerRow.published(EVENTS, row(40, 40, 40, 40));
        assertThat(row.method()).isEqualTo(Method.EXACT);
        assertThat(row.low()).isEqualTo(40L);
        assertThat(row.high()).isEqualTo(40L);
    }

    private static MetricRow row(double value, double kept, double low, double high) {
        return new MetricRow(
                LocalDate.parse("2026-01-08"),
                "*",
                List.of(),
                null,
                "event_name",
                "player_stats",
                List.of(),
                Map.of("value", value, "kept", kept, "low", low, "high", high),
                DayStatus.PROVISIONAL,
                Instant.parse("2026-01-09T02:30:00Z"),
                1);
    }
}
