package io.rollcall.lake.day;

import java.time.LocalDate;

/** A day that a run has to publish, and why. */
public record DueDay(LocalDate dt, Reason reason) {
    /** The reason for which a day is due. */
    public enum Reason {
        /** It was never published. */
        NEW,
        /** Events of the day were archived since. */
        TOUCHED,
        /** Its live window has closed: what was provisional becomes final. Nothing has to be counted again. */
        CLOSED,
        /** Somebody asked for it. */
        ASKED,
        /** Nothing happened on it, between days that are counted. Nothing has to be counted. */
        QUIET,
        /** An erasure has taken rows out of its counts since: they stand, what follows from them does not. */
        ERASED;

        public boolean needsCounting() {
            return this == NEW || this == TOUCHED || this == ASKED;
        }
    }
}
