package io.rollcall.lake.report;

import io.rollcall.event.LiveWindow;
import java.time.Duration;
import java.util.List;

/**
 * The facts about the live counters that a run has to know in order to report on them.
 *
 * @param snapshots of days; one of a day that has a snapshot already is left aside, and so is one that is ahead of the archive
 * @param duplicateWindow within which the live counters recognise a repeated event
 */
public record LiveSide(List<LiveSnapshot> snapshots, Duration duplicateWindow) {
    /** The duplicate window unless an operator has set another one. */
    public static final Duration DUPLICATE_WINDOW = Duration.parse("PT" + LiveWindow.DUPLICATES);

    public LiveSide {
        snapshots = List.copyOf(snapshots);
    }

    /** Nobody could ask the live counters. */
    public static LiveSide unread(Duration duplicateWindow) {
        return new LiveSide(List.of(), duplicateWindow);
    }
}
