package io.rollcall.lake;

import java.time.LocalDate;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/** Conditions on {@code dt}. */
final class Days {
    private Days() {}

    /** The days from the first to the last, both included. */
    static Expression between(LocalDate first, LocalDate last) {
        return Expressions.and(
                Expressions.greaterThanOrEqual("dt", first.toString()),
                Expressions.lessThanOrEqual("dt", last.toString()));
    }
}
