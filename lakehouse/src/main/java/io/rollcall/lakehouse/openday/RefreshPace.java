package io.rollcall.lakehouse.openday;

import java.time.Duration;

/**
 * The pace at which open days are counted: what a count costs grows with the day, and the pause after it likewise.
 *
 * @param interval from the beginning of one to that of the next, at least
 * @param share of the time that counts may take
 */
record RefreshPace(Duration interval, double share) {
    RefreshPace {
        if (interval.isNegative() || interval.isZero() || !(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("rollcall.open-day: the interval (" + interval
                    + ") has to be longer than nothing, and the share (" + share + ") above 0 and not above 1");
        }
    }

    static RefreshPace of(OpenDayConfig config) {
        return new RefreshPace(config.interval(), config.share());
    }

    /** The pause after a count that took so long. */
    Duration pauseAfter(Duration took) {
        Duration whole = Duration.ofNanos(Math.round((double) took.toNanos() / share));
        Duration untilTheNext = whole.compareTo(interval) > 0 ? whole : interval;
        return untilTheNext.minus(took);
    }
}
