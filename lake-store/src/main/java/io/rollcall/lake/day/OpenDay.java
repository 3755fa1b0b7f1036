package io.rollcall.lake.day;

import io.rollcall.lake.engine.Row;
import io.rollcall.lake.sql.Literal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * A day that is not published, as it was last counted from what is archived of it. It is no published day, and nothing that asks for
 * those finds it.
 *
 * @param run whose counts are the day's
 * @param asOf everything received up to then is in its numbers
 * @param bronzeSequence the newest data of the day that is in them
 * @param basis what else its numbers stand upon
 */
public record OpenDay(LocalDate dt, String run, Instant asOf, Instant countedAt, long bronzeSequence, String basis) {
    /** The word in the place of a metric's name in the one row about the day itself. */
    public static final String DAY = "day";

    /** The day for whoever works values out from days of both kinds. */
    public PublishedDay standing() {
        return new PublishedDay(dt, run, run, DayStatus.LIVE, asOf, countedAt, bronzeSequence);
    }

    /** The literals that every row about the day says of it. */
    public Map<String, String> literals() {
        return Map.of(
                "dt", Literal.of(dt),
                "as_of", Literal.of(asOf),
                "run", Literal.of(run),
                "counted_at", Literal.of(countedAt),
                "bronze_sequence", Literal.of(bronzeSequence),
                "basis", Literal.of(basis));
    }

    /** The one row about the day itself. */
    public Map<String, String> row() {
        Map<String, String> row = new HashMap<>(literals());
        row.put("metric", Literal.of(DAY));
        return row;
    }

    static OpenDay read(Row row) {
        return new OpenDay(
                row.date("dt"),
                row.text("run"),
                row.time("as_of"),
                row.time("counted_at"),
                row.number("bronze_sequence"),
                row.text("basis"));
    }
}
