package io.rollcall.standalone.client;

import java.time.Duration;
import java.util.Optional;

/**
 * The policy that says how often a request is sent again, and after how long.
 *
 * @param attempts how often it is sent at most
 * @param first the pause after the first attempt; each further one is twice as long
 * @param longest no pause is longer, whatever the gateway asks for
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {
    /** About a minute of patience: a restart of the gateway fits in. */
    public static final RetryPolicy PATIENT = new RetryPolicy(10, Duration.ofMillis(250), Duration.ofSeconds(15));

    private static final int MAX_DOUBLINGS = 20;

    public RetryPolicy {
        if (attempts < 1 || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("a request is sent at least once, and pauses grow: " + attempts
                    + " attempts, " + first + " to " + longest);
        }
    }

    /**
     * The pause after an attempt.
     *
     * @param attempt the attempt that just failed, from 1
     * @param asked what the gateway asks for, if it does
     * @param spread in [0, 1): spreads clients that failed together over the second half of the pause
     */
    public Duration pause(int attempt, Optional<Duration> asked, double spread) {
        Duration grown = first.multipliedBy(1L << Math.min(attempt - 1, MAX_DOUBLINGS));
        Duration base = shorter(grown, longest);
        Duration spreadOut = Duration.ofNanos((long) (base.toNanos() * (0.5 + spread / 2)));
        return asked.map(wait -> shorter(longer(wait, spreadOut), longest)).orElse(spreadOut);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
