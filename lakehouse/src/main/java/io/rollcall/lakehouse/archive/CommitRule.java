package io.rollcall.lakehouse.archive;

import java.time.Duration;

/**
 * The rule by which rows and position are committed.
 *
 * @param interval how long rows wait at most
 * @param idleInterval how long a position without rows waits
 * @param maxRows that wait at most
 */
record CommitRule(Duration interval, Duration idleInterval, long maxRows) {
    CommitRule {
        if (interval.isNegative() || idleInterval.compareTo(interval) < 0 || maxRows < 1) {
            throw new IllegalArgumentException("rollcall.archive: the interval (" + interval
                    + ") cannot be negative, the idle interval (" + idleInterval
                    + ") cannot be shorter, and max-rows (" + maxRows + ") is at least 1");
        }
    }

    static CommitRule of(ArchiveConfig config) {
        return new CommitRule(config.interval(), config.idleInterval(), config.maxRows());
    }

    /**
     * Tells whether it is time to commit.
     *
     * @param rows that wait
     * @param sinceCommit how long ago the last commit was
     */
    boolean isDue(long rows, Duration sinceCommit) {
        return rows >= maxRows || sinceCommit.compareTo(rows > 0 ? interval : idleInterval) >= 0;
    }
}
