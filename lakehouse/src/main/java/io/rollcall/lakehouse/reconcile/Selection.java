package io.rollcall.lakehouse.reconcile;

import java.time.LocalDate;

/**
 * The days that a run is about. It is sealed: they are those that are due by themselves, or those that somebody chose.
 */
public sealed interface Selection {
    /** Every day that is new, touched, or closed since the last run. */
    record Due() implements Selection {}

    /** All days with data from the first to the last, both included, touched or not. */
    record Range(LocalDate from, LocalDate to) implements Selection {
        public Range {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("from " + from + " is after to " + to);
            }
        }

        boolean holds(LocalDate dt) {
            return !dt.isBefore(from) && !dt.isAfter(to);
        }
    }
}
