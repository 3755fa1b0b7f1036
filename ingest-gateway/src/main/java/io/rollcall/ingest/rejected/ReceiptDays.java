package io.rollcall.ingest.rejected;

import io.rollcall.ingest.reading.RouteParameters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The days on which something was received, in UTC.
 *
 * @param from the first
 * @param to the last
 */
record ReceiptDays(LocalDate from, LocalDate to) {
    private static final int USUAL = 7;
    private static final int MOST = 400;

    /** The days of {@code from} and {@code to}: the last seven where neither is given. */
    static ReceiptDays of(RouteParameters parameters, LocalDate today) {
        LocalDate to = parameters.date("to").orElse(today);
        LocalDate from = parameters.date("from").orElse(to.minusDays(USUAL - 1));
        if (from.isAfter(to)) {
            throw RouteParameters.invalid("from (" + from + ") is after to (" + to + "); swap them");
        }
        if (ChronoUnit.DAYS.between(from, to) >= MOST) {
            throw RouteParameters.invalid("one question spans at most " + MOST + " days");
        }
        return new ReceiptDays(from, to);
    }

    Instant begin() {
        return from.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Instant end() {
        return to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
