package io.rollcall.query.question;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** The days asked for, both ends included. */
public record DateRange(LocalDate from, LocalDate to) {
    /** Days one question may span. */
    public static final int MAX_DAYS = 400;

    /** The days from the first to the last. */
    public Stream<LocalDate> days() {
        return from.datesUntil(to.plusDays(1));
    }

    /**
     * Refuses more days than an answer with such parameters may have.
     *
     * @throws RefusalException when there are more
     */
    public void requireAtMost(int mostDays) {
        long asked = ChronoUnit.DAYS.between(from, to) + 1;
        if (asked > mostDays) {
            throw new RefusalException(
                    Refusal.RANGE_TOO_LONG,
                    "with these parameters the answer is worked out from the days themselves: ask for at most "
                            + mostDays + " at a time, not " + asked);
        }
    }

    public DateRange {
        if (from.isAfter(to)) {
            throw new RefusalException(
                    Refusal.INVALID_RANGE, "from (" + from + ") is after to (" + to + "); swap them");
        }
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        if (days > MAX_DAYS) {
            throw new RefusalException(
                    Refusal.RANGE_TOO_LONG,
                    from + " to " + to + " is " + days + " days; ask for at most " + MAX_DAYS + " at a time");
        }
    }
}
