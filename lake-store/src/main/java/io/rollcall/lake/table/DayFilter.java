package io.rollcall.lake.table;

import java.time.LocalDate;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/** Makes conditions on the {@code dt} of rows. */
public final class DayFilter {
    private DayFilter() {}

    /** The days from the first to the last, both included. */
    public static Expression between(LocalDate first, LocalDate last) {
        return Expressions.and(
                Expressions.greaterThanOrEqual("dt", first.toString()),
                Expressions.lessThanOrEqual("dt", last.toString()));
    }
}
