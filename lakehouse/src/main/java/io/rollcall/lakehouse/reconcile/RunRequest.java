package io.rollcall.lakehouse.reconcile;

import io.rollcall.lake.metric.DaySpan;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request for a run: its first and last day, both included, or neither for the days that are due.
 *
 * @param from the first
 * @param to the last
 */
record RunRequest(@Nullable LocalDate from, @Nullable LocalDate to) {
    RunRequest {
        if ((from == null) != (to == null)) {
            throw new IllegalArgumentException(
                    "from and to belong together; " + (from == null ? "from" : "to") + " is missing");
        }
        if (from != null && to != null) {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("from " + from + " is after to " + to);
            }
            if (ChronoUnit.DAYS.between(from, to) >= DaySpan.MOST_DAYS) {
                throw new IllegalArgumentException("at most " + DaySpan.MOST_DAYS + " days at a time");
            }
        }
    }

    Selection selection() {
        return from == null || to == null ? new Selection.Due() : new Selection.Range(from, to);
    }
}
