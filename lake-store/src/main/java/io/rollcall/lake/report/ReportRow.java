package io.rollcall.lake.report;

import io.rollcall.lake.engine.Row;
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

    public static ReportRow read(Row row) {
        return new ReportRow(
                row.date("dt"),
                row.text("region"),
                row.text("measure"),
                row.realOrNull("live"),
                row.real("exact"),
                row.realOrNull("difference"),
                row.realOrNull("duplicates"),
                row.realOrNull("late"),
                row.realOrNull("sketch"),
                row.realOrNull("unexplained"),
                row.flagOrNull("within_bound"),
                row.time("reconciled_at"));
    }
}
