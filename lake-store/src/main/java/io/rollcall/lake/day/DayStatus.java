package io.rollcall.lake.day;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The degree to which a published number is settled; the worst comes first. */
public enum DayStatus {
    /** Counted from what is archived of a day that is not over, or not reconciled yet. Never that of a published day. */
    LIVE,
    /** Reconciled; late events may still come. */
    PROVISIONAL,
    /** A later run changed a final value. */
    RESTATED,
    /** Reconciled after the live window of the day closed. */
    FINAL;

    /** Says whether a run has changed a published day. */
    public enum Change {
        CHANGED,
        UNCHANGED
    }

    /** The state of the live window of a day. */
    enum LiveWindowState {
        OPEN,
        CLOSED
    }

    /** The status as it stands in tables and answers: in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static DayStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The words of all, from the worst to the best. */
    public static List<String> fromTheWorst() {
        return Stream.of(values()).map(DayStatus::word).toList();
    }

    /** The worst of several, which a number worked out from all of them has. */
    public static DayStatus worst(Collection<DayStatus> statuses) {
        return statuses.stream().min(Comparator.naturalOrder()).orElse(PROVISIONAL);
    }

    /**
     * The status of a day once it is published again.
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
