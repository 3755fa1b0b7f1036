package io.rollcall.worker;

import io.rollcall.event.LiveWindow;
import io.rollcall.event.Stamp;
import java.util.function.LongPredicate;

/**
 * Decides what becomes of each record of a partition, in the order of the log. A function of the log alone, but for the
 * tombstones that are known by then (docs/decisions/0014-erased-profiles.md says why that does no harm): no clock.
 */
final class RecordJudge {
    private final DuplicateWindow window;
    private final LongPredicate erased;

    RecordJudge(DuplicateWindow.Bounds bounds, LongPredicate erased) {
        this.erased = erased;
        this.window = new DuplicateWindow(bounds);
    }

    JudgedRecord judge(LogRecord record) {
        return new JudgedRecord(record, verdict(record));
    }

    private Verdict verdict(LogRecord record) {
        Stamp stamp = record.stamp();
        if (stamp == null) {
            return Verdict.UNREADABLE;
        }
        // Remembered whoever it is of: what is forgotten for want of memory must not depend on tombstones.
        boolean duplicate = window.seenBefore(stamp.profileId(), stamp.eventId(), record.receivedAtMillis());
        if (erased.test(stamp.profileId())) {
            return Verdict.ERASED;
        }
        if (duplicate) {
            return Verdict.DUPLICATE;
        }
        return LiveWindow.covers(stamp.dt(), record.receivedAtMillis()) ? Verdict.COUNTED : Verdict.LATE;
    }

    /** Events remembered for recognising duplicates. */
    int remembered() {
        return window.size();
    }

    /** Events that were forgotten before their time. */
    long forgotten() {
        return window.forgotten();
    }
}
