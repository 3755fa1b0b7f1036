package io.rollcall.lake.day;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** How settled a published number is; the worst comes first. */
public enum DayStatus {
    /** Counted from what is archived of a day that is not over, or not reconciled yet. Never that of a published day. */
    LIVE,
    /** Reconciled; late events may still come. */
    PROVISIONAL,
    /** A later run changed a final value. */
    RESTATED,
    /** Reconciled after the live window of the day closed. */
    FINAL;

    /** What a change means to a day. */
    public enum Change {
        CHANGED,
        UNCHANGED
    }

    /** What the live window of a day is. */
    enum LiveWindowState {
        OPEN,
        CLOSED
    }

    /** As it stands in tables and answers: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static DayStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The worst of several, which a number worked out from all of them has. */
    public static DayStatus worst(Collection<DayStatus> statuses) {
        return statuses.stream().min(Comparator.naturalOrder()).orElse(PROVISIONAL);
    }

    /**
     * What a day becomes that is published again.
     *
     * @param before what it was; empty for one that was not published yet
     */
    public static DayStatus next(Optional<DayStatus> before, LiveWindowState window, Change change) {
        if (before.isEmpty() || before.get() == PROVISIONAL) {
            return window == LiveWindowState.CLOSED ? FINAL : PROVISIONAL;
        }
        return change == Change.CHANGED ? RESTATED : before.get();
    }
}
