package io.rollcall.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.metric.OwnMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;

/** The metrics' files that say from {@code gold.profile_day} who comes, comes back, stays away and how much they do. */
final class ActivityFiles {
    private static final long HORIZON_DAYS = 29;
    private static final long WINDOW_DAYS = 7;
    private static final long HIGH_FROM_PLAYS = 2;

    private final BothEngines engines;
    private final LocalDate first;
    private final LocalDate last;

    ActivityFiles(BothEngines engines, LocalDate first, LocalDate last) {
        this.engines = engines;
        this.first = first;
        this.last = last;
    }

    void run() throws IOException, NoSuchTableException {
        engines.fileAs("gold.first_day_in_region", "metric/first_day_in_region", Map.of());
        assertThat(engines.same("metric/lifecycle", range(first))).anyMatch(row -> row.endsWith("returning|1.0"));
        assertThat(engines.same("metric/lness", range(last.minusDays(30)))).anyMatch(row -> row.contains("|30|2|"));
        assertThat(engines.same("metric/growth", range(first))).anyMatch(row -> row.endsWith("growth_7|-0.5"));
        assertThat(engines.same("metric/churn", range(last.minusDays(30), "window", WINDOW_DAYS)))
                .anyMatch(row -> row.endsWith("base|2.0"));
        assertThat(engines.same("metric/segments", range(first, "high_from", HIGH_FROM_PLAYS)))
                .anyMatch(row -> row.contains("|segment|high|profiles|1.0"));
        retention();
        ownMetric();
    }

    /** The metric that the guide writes without Java. */
    private void ownMetric() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "guides", "add-a-metric.md"));
        int begin = guide.indexOf("```sql\n") + "```sql\n".length();
        String text = guide.substring(begin, guide.indexOf("```\n", begin));
        OwnMetric own = OwnMetric.parse(Path.of("searchers.sql"), text);
        assertThat(engines.sameRows(
                        own.metric().arguments(Map.of()).computations().get(0).sql(first, last)))
                .contains(first + "|*|||searchers|1.0", first + "|US|||searchers|1.0");
    }

    private void retention() throws NoSuchTableException {
        engines.fileAs("asked.begun", "metric/begun_by_activity", Map.of())
                .fileAs("asked.returned", "metric/returned_by_activity", Map.of())
                .keep("asked.day", "SELECT n FROM (VALUES (1), (7), (40)) AS given(n)")
                .keep("asked.bracket", "SELECT first_n, last_n FROM (VALUES (1, 1), (1, 7)) AS given(first_n, last_n)")
                .fileAs("asked.figure", "metric/retention", range(first, "horizon", HORIZON_DAYS));
        assertThat(engines.rows("SELECT * FROM asked.figure")).anyMatch(row -> row.endsWith("US|on|1|rate|0.5"));
        assertThat(engines.same("metric/retention_weighted", range(first)))
                .anyMatch(row -> row.endsWith("on|1|cohorts|1.0"));
    }

    private Map<String, Object> range(LocalDate from) {
        return Map.of("from", from, "to", last);
    }

    private Map<String, Object> range(LocalDate from, String name, long value) {
        return Map.of("from", from, "to", last, name, value);
    }
}
