package io.rollcall.lake.day;

import io.rollcall.event.LiveWindow;
import io.rollcall.lake.day.DayStatus.LiveWindowState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The time up to which the archive is complete; it decides which days are over, and no clock does.
 *
 * @param asOf everything received up to then is in bronze
 */
public record ArchiveEnd(Instant asOf) {
    /** An event received at midnight may be acknowledged a little later than one received after it. */
    static final Duration CLOSING_SLACK = Duration.ofMinutes(1);

    /** Tells whether the archive has passed the day's end in every partition. */
    public boolean isOver(LocalDate dt) {
        return !asOf.isBefore(over(dt));
    }

    /** Tells whether the live counters still took events of the day at that time. */
    public LiveWindowState window(LocalDate dt) {
        return isOver(dt.plusDays(LiveWindow.DAYS - 1L)) ? LiveWindowState.CLOSED : LiveWindowState.OPEN;
    }

    /** The latest day that is over. */
    public LocalDate lastOver() {
        return LocalDate.ofInstant(asOf.minus(CLOSING_SLACK), ZoneOffset.UTC).minusDays(1);
    }

    /** The time from which on a day is over. */
    public static Instant over(LocalDate dt) {
        return dt.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(CLOSING_SLACK);
    }
}
