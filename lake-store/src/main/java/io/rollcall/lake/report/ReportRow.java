package io.rollcall.lake.report;

import io.rollcall.lake.engine.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A figure as it was served live, as it is exactly, and where the difference comes from: {@code difference = duplicates +
 * late + sketch + unexplained}. The live figure and everything that needs it is null where the live counters were not
 * whole: for a day that was only backfilled, or after Redis was wiped. The four parts are null, too, where profiles were
 * erased after the live figure was read: what they had to do with the difference is not known any more.
 *
 * @param region {@code *} for all
 * @param measure {@code dau}, {@code wau}, {@code play_events}, ...
 * @param live what was served when the day was first reconciled
 * @param exact what is published
 * @param difference exact - live
 * @param duplicates what the live counters counted more than once: below 0
 * @param late what came too late for the live counters, or had not reached them when they were read: above 0
 * @param sketch the error of the HyperLogLogs; 0 for what is counted exactly
 * @param unexplained the rest; anything but 0 is a fault
 * @param withinBound whether what the live counters had counted lay inside the 95 % interval that was served
 */
public record ReportRow(
        LocalDate dt,
        String region,
        String measure,
        @Nullable Double live,
        double exact,
        @Nullable Double difference,
        @Nullable Double duplicates,
        @Nullable Double late,
        @Nullable Double sketch,
        @Nullable Double unexplained,
        @Nullable Boolean withinBound,
        Instant reconciledAt) {

    /** In the order of gold/report.sql. */
    public static ReportRow read(ResultSet row) throws SQLException {
        return new ReportRow(
                Cells.date(row, 1),
                row.getString(2),
                row.getString(3),
                row.getObject(4, Double.class),
                row.getDouble(5),
                row.getObject(6, Double.class),
                row.getObject(7, Double.class),
                row.getObject(8, Double.class),
                row.getObject(9, Double.class),
                row.getObject(10, Double.class),
                row.getObject(11, Boolean.class),
                Cells.instant(row, 12));
    }
}
