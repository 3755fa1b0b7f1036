package io.rollcall.query.answer;

import io.rollcall.lake.day.DayStatus;
import java.util.Locale;

/** The status of a number, which says how settled it is. */
public enum Status {
    /** A number from the live counters, or from what is archived: the day is open, or not reconciled yet. */
    LIVE,
    /** Reconciled; late events may still come. */
    PROVISIONAL,
    /** Reconciled after the live window of the day closed. */
    FINAL,
    /** A later run changed a final value. */
    RESTATED;

    /** The status of a published number. */
    public static Status of(DayStatus published) {
        return switch (published) {
            case LIVE -> LIVE;
            case PROVISIONAL -> PROVISIONAL;
            case FINAL -> FINAL;
            case RESTATED -> RESTATED;
        };
    }

    /** The word that stands for it in an answer. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
