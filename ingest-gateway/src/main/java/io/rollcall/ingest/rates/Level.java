package io.rollcall.ingest.rates;

import java.time.Duration;

/**
 * A bucket after somebody took from it, or could not.
 *
 * @param quota whose bucket it is
 * @param left the events in it
 * @param untilThere how long until there will be so many as were asked for; zero where they were taken
 */
record Level(Quota quota, long left, Duration untilThere) {
    boolean isTaken() {
        return untilThere.isZero();
    }
}
