package io.rollcall.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.LiveWindow;
import io.rollcall.lake.report.LiveSide;
import io.rollcall.lake.report.LiveSnapshot;
import io.rollcall.lake.report.LiveSnapshot.Fence;
import io.rollcall.lake.report.LiveSnapshot.Figure;
import io.rollcall.lake.report.ReportRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;

/**
 * The report's files, in the order in which a run of the lakehouse needs them: what was read live of a day of {@link
 * SparkLake}, what should have been, and both beside the exact figures.
 */
final class ReportFiles {
    private static final Duration DUPLICATE_WINDOW = Duration.ofMinutes(10);

    /** Of this day the counters let a duplicate through, which came by another partition, and had not reached a record. */
    private static final LocalDate READ = LocalDate.parse("2024-01-08");

    private final BothEngines engines;

    ReportFiles(BothEngines engines) {
        this.engines = engines;
    }

    /** What the live counters said when the lake was reconciled. */
    static LiveSide live(Instant readAt) {
        LiveSnapshot snapshot = new LiveSnapshot(
                READ,
                readAt,
                "topic-1",
                List.of(
                        Figure.exact("*", "events", 2),
                        Figure.exact("BR", "dau", 1),
                        new Figure("*", "wau", 1.25, 0.5, 2),
                        new Figure("*", "mau", 4.5, 4.25, 4.75)),
                List.of(new Fence(0, 0, 4), new Fence(0, 1, 100), new Fence(0, 2, 100), new Fence(0, 3, 100)));
        return new LiveSide(List.of(snapshot), DUPLICATE_WINDOW);
    }

    /** Works out the rows of {@code gold.reconciliation} anew, for the run that has published them. */
    List<String> reconciliation(String run, List<ReportRow> published) throws NoSuchTableException {
        assertThat(engines.same("report/snapshot_day", Map.of("from", READ, "to", READ)))
                .containsExactly(READ.toString());
        engines.keep("run.reported_day", "SELECT DISTINCT dt FROM gold.aggregate")
                .fileAs("run.exact", "report/exact", Map.of("run", run))
                .keep(
                        "run.measure_window",
                        "SELECT measure, days_before FROM (VALUES ('wau', 6), ('mau', 29)) AS given(measure, days_before)")
                .keep("run.removal", "SELECT dt - 7 AS dt, read_at AS removed_at FROM gold.live_day");
        assertThat(engines.same("report/reading", Map.of()))
                .as("whom the month has, but not the week, was erased since")
                .anyMatch(row -> row.contains("|wau|") && row.endsWith("|true"))
                .anyMatch(row -> row.contains("|mau|") && row.endsWith("|false"));
        engines.keep("run.removal", "SELECT dt, read_at AS removed_at FROM gold.live_day WHERE false")
                .fileAs("run.reading", "report/reading", Map.of())
                .keep(
                        "run.counted",
                        "SELECT dt, region, measure, value AS once, value AS live FROM gold.live_day WHERE false");
        count(READ);
        return engines.same(
                "report/reconciliation",
                Map.of("run", run, "reconciled_at", published.get(0).reconciledAt()));
    }

    private void count(LocalDate dt) throws NoSuchTableException {
        Instant opens = dt.atStartOfDay(ZoneOffset.UTC).toInstant();
        engines.fileAs("run.fence", "report/fence", Map.of("dt", dt))
                .add(
                        "run.counted",
                        "report/day",
                        Map.of(
                                "dt", dt,
                                "day_before", dt.minusDays(1),
                                "day_after", dt.plusDays(1),
                                "opens", opens,
                                "closes", opens.plus(Duration.ofDays(LiveWindow.DAYS)),
                                "duplicate_window_ms", DUPLICATE_WINDOW.toMillis()))
                .add(
                        "run.counted",
                        "report/window",
                        Map.of(
                                "dt",
                                dt,
                                "first_dt",
                                dt.minusDays(29),
                                "fenced_dt",
                                dt.minusDays(LiveWindow.FENCED_DAYS - 1L),
                                "live_days",
                                (long) LiveWindow.DAYS));
    }

    /** The report of some days, and how well the live figures did in it. */
    List<String> quality(LocalDate from, LocalDate to) throws NoSuchTableException {
        engines.fileAs("gold.report", "gold/report", Map.of("from", from, "to", to));
        return engines.same("report/quality", Map.of());
    }
}
