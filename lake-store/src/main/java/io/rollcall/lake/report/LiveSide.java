package io.rollcall.lake.report;

import io.rollcall.event.LiveWindow;
import java.time.Duration;
import java.util.List;

/**
 * What a run has to know of the live counters in order to report on them.
 *
 * @param snapshots of days; one of a day that has a snapshot already is left aside, and so is one that is ahead of the archive
 * @param duplicateWindow within which the live counters recognise a repeated event
 */
public record LiveSide(List<LiveSnapshot> snapshots, Duration duplicateWindow) {
    /** What it is unless an operator has set another one. */
    public static final Duration DUPLICATE_WINDOW = Duration.parse("PT" + LiveWindow.DUPLICATES);

    public LiveSide {
        snapshots = List.copyOf(snapshots);
    }

    /** Nobody could ask the live counters. */
    public static LiveSide unread(Duration duplicateWindow) {
        return new LiveSide(List.of(), duplicateWindow);
    }
}
