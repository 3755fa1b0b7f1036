package io.rollcall.lake.sql;

import java.time.Instant;
import java.time.LocalDate;

/** Values as SQL text that every engine reads the same way. */
public final class Literal {
    private Literal() {}

    public static String of(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    public static String of(LocalDate date) {
        return "CAST('" + date + "' AS DATE)";
    }

    public static String of(Instant instant) {
        return "CAST('" + instant + "' AS TIMESTAMPTZ)";
    }

    public static String of(long number) {
        return "CAST(" + number + " AS BIGINT)";
    }
}
