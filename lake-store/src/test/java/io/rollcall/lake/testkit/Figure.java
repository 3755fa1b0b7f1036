package io.rollcall.lake.testkit;

import io.rollcall.lake.engine.Row;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A value of a metric, as its .sql file works it out.
 *
 * @param region {@code *} for all
 * @param dimension what the metric is broken down by; empty where it is not
 * @param item which part of the dimension: a title's id, a number of days, the name of an event
 * @param measure the column that the value belongs to
 * @param value null where it cannot be said yet, or not at all
 */
public record Figure(
        LocalDate dt,
        String region,
        String dimension,
        String item,
        String measure,
        @Nullable Double value) {
    /** The columns that {@link #read} expects. */
    static final String COLUMNS = "dt, region, dimension, item, measure, value";

    static Figure read(Row row) {
        return new Figure(
                row.date("dt"),
                row.text("region"),
                row.text("dimension"),
                row.text("item"),
                row.text("measure"),
                row.realOrNull("value"));
    }
}
