package io.rollcall.ingest.body;

import java.time.Duration;

/**
 * The slowest pace at which a body may come. Whoever sends a byte now and then would otherwise hold a connection and
 * memory until the deadline.
 *
 * @param deadline when the last byte must be there
 * @param leastBytesPerSecond on average since the start, once the grace is over
 */
public record BodyPace(Duration deadline, long leastBytesPerSecond) {
    /** A lost packet on a bad line can take some seconds to be sent again. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

    /** Says whether so few bytes are too few after such a time. */
    boolean isTooSlow(long bytes, Duration elapsed) {
        return elapsed.compareTo(deadline) >= 0
                || (elapsed.compareTo(GRACE) > 0
                        && bytes * 1_000
                                < leastBytesPerSecond * elapsed.minus(GRACE).toMillis());
    }

    /** Says how long after such a time it is worth looking again. */
    Duration untilNextCheck(Duration elapsed) {
        Duration next = elapsed.compareTo(GRACE) < 0 ? GRACE.minus(elapsed) : BETWEEN_CHECKS;
        Duration left = deadline.minus(elapsed);
        return next.compareTo(left) < 0 ? next : left;
    }
}
