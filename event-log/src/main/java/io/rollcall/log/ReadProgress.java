package io.rollcall.log;

import java.time.Duration;

/**
 * Keeps how far a partition was read, and as of when that is whole: everything received until then has been read. It
 * follows from the records themselves, and where the log was seen to end, from the time of that look; on both paths
 * less what may be on its way. The live counters and the lake mean the same by {@code as_of} because both take it from
 * here. For one thread.
 */
public final class ReadProgress {
    /** Gateways append slightly out of order: a later record may have been received this much before an earlier one. */
    public static final Duration RECEIPT_SLACK = Duration.ofSeconds(10);

    /**
     * The time that events may be on their way. What a gateway received is on the log a moment later, and its clock is
     * not that of whoever looks: so much before a look at the log's end everything received is there.
     */
    public static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

    /**
     * An end of the log as it was seen: at that time or later the log ended there, and whoever has read as far has
     * everything received until then.
     */
    private record LogEnd(long offset, long atMillis) {}

    private long next;
    private long asOfMillis;
    private LogEnd awaited;

    /**
     * @param next the offset to read first
     * @param asOfMillis as of when what lies before it is whole; 0 when nobody knows
     */
    public ReadProgress(long next, long asOfMillis) {
        this.next = next;
        this.asOfMillis = asOfMillis;
        this.awaited = new LogEnd(next, asOfMillis);
    }

    /** The offset to read next. */
    public long next() {
        return next;
    }

    /** Everything received until then was read. It never goes back. */
    public long asOfMillis() {
        return asOfMillis;
    }

    /** Takes note of a record that was read. */
    public void read(long offset, long receivedAtMillis) {
        next = offset + 1;
        advance(receivedAtMillis - RECEIPT_SLACK.toMillis());
        if (next >= awaited.offset()) {
            advance(awaited.atMillis() - ON_ITS_WAY.toMillis());
        }
    }

    /**
     * Takes note of where the log ends. The oldest end not yet reached is kept: under steady traffic the reader is never at
     * the present one.
     *
     * @param atMillis a time at which the log did not end further
     */
    public void sawEnd(long end, long atMillis) {
        if (end <= next) {
            advance(atMillis - ON_ITS_WAY.toMillis());
        } else if (awaited.offset() <= next) {
            awaited = new LogEnd(end, atMillis);
        }
    }

    private void advance(long millis) {
        asOfMillis = Math.max(asOfMillis, millis);
    }
}
