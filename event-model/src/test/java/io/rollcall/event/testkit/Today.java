package io.rollcall.event.testkit;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** The day on which a test runs. What it asks has a clock of its own, and both have to mean the same day. */
public final class Today {
    private Today() {}

    /**
     * The day in UTC, of which at least so much is left; where it is all but over, the one that comes.
     *
     * @param needed how long the test speaks of the day, a few minutes at most
     */
    public static LocalDate lasting(Duration needed) {
        LocalTime late = LocalTime.MIDNIGHT.minus(needed);
        await().pollDelay(Duration.ZERO)
                .atMost(needed.plusMinutes(1))
                .until(() -> LocalTime.now(ZoneOffset.UTC).isBefore(late));
        return LocalDate.now(ZoneOffset.UTC);
    }
}
