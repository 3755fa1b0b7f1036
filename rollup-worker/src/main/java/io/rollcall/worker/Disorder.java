package io.rollcall.worker;

import java.time.Duration;

/**
 * Measures how far records of a partition lie behind an earlier one by their timestamps, over the last minute or two.
 * Each gateway stamps by its own clock, so that is how far the clocks are apart, but for some seconds in which a record
 * waits to be acknowledged.
 */
final class Disorder {
    private static final long PERIOD_MILLIS = Duration.ofMinutes(1).toMillis();

    private long latest = Long.MIN_VALUE;
    private long worst;
    private long worstBefore;
    private long sinceMillis;

    /** Takes note of the next record of the log. */
    void saw(long receivedAtMillis, long nowMillis) {
        if (nowMillis - sinceMillis >= PERIOD_MILLIS) {
            worstBefore = worst;
            worst = 0;
            latest = Long.MIN_VALUE;
            sinceMillis = nowMillis;
        }
        latest = Math.max(latest, receivedAtMillis);
        worst = Math.max(worst, latest - receivedAtMillis);
    }

    /** The most that a record lay behind, in milliseconds. */
    long millis() {
        return Math.max(worst, worstBefore);
    }
}
