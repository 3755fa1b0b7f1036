package io.rollcall.lake.report;

import io.rollcall.lake.engine.Row;
import org.jspecify.annotations.Nullable;

/**
 * The quality of the live figures of a measure, over the seven latest days that have any.
 *
 * @param relativeError |exact - live| / exact of the latest day, of all regions together; null when that is nothing
 * @param unexplained the absolute sum over days and regions
 * @param intervals 95 % intervals of sketches that were served
 * @param held those of them that held the truth
 */
public record ReportQuality(
        String measure, @Nullable Double relativeError, double unexplained, long intervals, long held) {
    public static ReportQuality read(Row row) {
        return new ReportQuality(
                row.text("measure"),
                row.realOrNull("relative_error"),
                row.real("unexplained"),
                row.number("intervals"),
                row.number("held"));
    }
}
