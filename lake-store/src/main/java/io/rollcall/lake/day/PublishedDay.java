package io.rollcall.lake.day;

import io.rollcall.lake.engine.Row;
import io.rollcall.lake.sql.Literal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * A day as the switch says it stands.
 *
 * @param run that published it
 * @param countedBy the run whose counts are the day's; an earlier one when only the status moved
 * @param asOf everything received up to then is in its numbers
 * @param bronzeSequence the newest data of the day that is in them; 0 for a day without any
 */
public record PublishedDay(
        LocalDate dt,
        String run,
        String countedBy,
        DayStatus status,
        Instant asOf,
        Instant publishedAt,
        long bronzeSequence) {

    /** Tells whether nothing happened on it: there is no count of it then. */
    public boolean isQuiet() {
        return bronzeSequence == 0;
    }

    /** Tells whether it is no published day, and only counted from what is archived by now. */
    public boolean isOpen() {
        return status == DayStatus.LIVE;
    }

    /** The literals of the day's row in the switch. */
    Map<String, String> literals() {
        return Map.of(
                "dt", Literal.of(dt),
                "run", Literal.of(run),
                "counted_by", Literal.of(countedBy),
                "status", Literal.of(status.word()),
                "as_of", Literal.of(asOf),
                "published_at", Literal.of(publishedAt),
                "bronze_sequence", Literal.of(bronzeSequence));
    }

    public static PublishedDay read(Row row) {
        return new PublishedDay(
                row.date("dt"),
                row.text("run"),
                row.text("counted_by"),
                DayStatus.ofWord(row.text("status")),
                row.time("as_of"),
                row.time("published_at"),
                row.number("bronze_sequence"));
    }
}
