package io.rollcall.lakehouse.archive;

import io.rollcall.lake.bronze.ArchivePosition.Reached;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Where a partition stands between two commits: a function of what was read and of where the log was seen to end. For one
 * thread.
 */
final class PartitionProgress {
    /** Gateways append slightly out of order: a later record may have been received this much before an earlier one. */
    static final Duration RECEIPT_SLACK = Duration.ofSeconds(10);

    /** At that time or later the log ended there: whoever has read as far has everything received until then. */
    private record LogEnd(long offset, long atMillis) {}

    private Reached reached;
    private LogEnd awaitedEnd = new LogEnd(-1, 0);
    private long lastEnd;
    private long oldestWaitingMillis;

    PartitionProgress(Reached from) {
        reached = from;
        lastEnd = from.offset();
    }

    /** Read and, up to the last commit, archived. */
    Reached reached() {
        return reached;
    }

    /** Takes note of a record that was read. */
    void read(long offset, long receivedAtMillis) {
        if (oldestWaitingMillis == 0) {
            oldestWaitingMillis = receivedAtMillis;
        }
        reached = new Reached(offset + 1, Math.max(reached.asOfMillis(), receivedAtMillis - RECEIPT_SLACK.toMillis()));
        useEnd();
    }

    /**
     * Takes note of where the log ends. The oldest end not yet reached is kept: under steady traffic the reader is never at the
     * present one.
     *
     * @param atMillis a time at which the log did not end further
     */
    void sawEnd(long end, long atMillis) {
        lastEnd = end;
        if (awaitedEnd.offset() <= reached.offset()) {
            awaitedEnd = new LogEnd(end, atMillis);
        }
        useEnd();
    }

    private void useEnd() {
        if (awaitedEnd.offset() >= 0 && reached.offset() >= awaitedEnd.offset()) {
            reached = new Reached(reached.offset(), Math.max(reached.asOfMillis(), awaitedEnd.atMillis()));
        }
    }

    /** What was read so far is archived. */
    void committed() {
        oldestWaitingMillis = 0;
    }

    /** Since when a record waits to be archived, as far as is known; nothing when none does. */
    OptionalLong waitingSinceMillis() {
        if (oldestWaitingMillis > 0) {
            return OptionalLong.of(oldestWaitingMillis);
        }
        boolean behind = reached.offset() < lastEnd && reached.asOfMillis() > 0;
        return behind ? OptionalLong.of(reached.asOfMillis()) : OptionalLong.empty();
    }
}
