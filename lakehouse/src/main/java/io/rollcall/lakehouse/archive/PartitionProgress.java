package io.rollcall.lakehouse.archive;

import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.log.ReadProgress;
import java.util.OptionalLong;

/**
 * Keeps track of where a partition stands between two commits, and since when something waits for the next one. It is
 * for one thread.
 */
final class PartitionProgress {
    private final ReadProgress progress;
    private long lastEnd;
    private long oldestWaitingMillis;

    PartitionProgress(Reached from) {
        progress = new ReadProgress(from.offset(), from.asOfMillis());
        lastEnd = from.offset();
    }

    /** Read and, up to the last commit, archived. */
    Reached reached() {
        return new Reached(progress.next(), progress.asOfMillis());
    }

    /** Takes note of a record that was read. */
    void read(long offset, long receivedAtMillis) {
        if (oldestWaitingMillis == 0) {
            oldestWaitingMillis = receivedAtMillis;
        }
        progress.read(offset, receivedAtMillis);
    }

    /** Takes note that the log ended there at that time or later. */
    void sawEnd(long end, long atMillis) {
        lastEnd = end;
        progress.sawEnd(end, atMillis);
    }

    /** Takes note that what was read so far is archived. */
    void committed() {
        oldestWaitingMillis = 0;
    }

    /** Since when a record waits to be archived, as far as is known; nothing when none does. */
    OptionalLong waitingSinceMillis() {
        if (oldestWaitingMillis > 0) {
            return OptionalLong.of(oldestWaitingMillis);
        }
        boolean behind = progress.next() < lastEnd && progress.asOfMillis() > 0;
        return behind ? OptionalLong.of(progress.asOfMillis()) : OptionalLong.empty();
    }
}
