package io.rollcall.lake.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How well the live figures of a measure did, over the seven latest days that have any.
 *
 * @param relativeError |exact - live| / exact of the latest day, of all regions together; null when that is nothing
 * @param unexplained the absolute sum over days and regions
 * @param intervals 95 % intervals of sketches that were served
 * @param held those of them that held the truth
 */
public record ReportQuality(
        String measure, @Nullable Double relativeError, double unexplained, long intervals, long held) {
    public static ReportQuality read(ResultSet row) throws SQLException {
        return new ReportQuality(
                row.getString(1), row.getObject(2, Double.class), row.getDouble(3), row.getLong(4), row.getLong(5));
    }
}
