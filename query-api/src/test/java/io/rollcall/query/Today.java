package io.rollcall.query;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** The day on which a test runs. The service asks its own clock, and both have to mean the same day. */
public final class Today {
    /** No test of this module that asks for the day takes longer than the rest of it. */
    private static final LocalTime LATE = LocalTime.of(23, 59, 15);

    private Today() {}

    /** The day in UTC; where it is all but over, the one that comes. */
    public static LocalDate whole() {
        await().pollDelay(Duration.ZERO)
                .atMost(Duration.ofMinutes(1))
                .until(() -> LocalTime.now(ZoneOffset.UTC).isBefore(LATE));
        return LocalDate.now(ZoneOffset.UTC);
    }
}
