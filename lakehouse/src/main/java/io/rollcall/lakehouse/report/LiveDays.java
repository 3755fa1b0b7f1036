package io.rollcall.lakehouse.report;

import io.rollcall.rollup.Retention;
import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.Stream;

/**
 * The days that are over and that the live counters still know whole: the same ones that query-api answers from them.
 *
 * @param first the first whose counters are there
 * @param firstSketched the first whose sketches are there
 * @param last yesterday
 */
record LiveDays(LocalDate first, LocalDate firstSketched, LocalDate last) {
    /** The last day of a key's life, and one more for a reading that is under way at midnight. */
    private static final int MARGIN_DAYS = 2;

    private static final Retention RETENTION = Retention.forDailyProfiles(1);

    static LiveDays asOf(LocalDate today) {
        return new LiveDays(
                knownSince(today, RETENTION.day()), knownSince(today, RETENTION.sketch()), today.minusDays(1));
    }

    private static LocalDate knownSince(LocalDate today, Duration life) {
        return today.minusDays(life.toDays() - MARGIN_DAYS);
    }

    Stream<LocalDate> closed() {
        return first.datesUntil(last.plusDays(1));
    }
}
