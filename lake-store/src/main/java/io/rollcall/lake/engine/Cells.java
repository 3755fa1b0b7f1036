package io.rollcall.lake.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Dates and times of a result. */
public final class Cells {
    private Cells() {}

    /** By its text: what the driver makes a date of leaves out the days that the calendar of 1582 left out. */
    public static LocalDate date(ResultSet row, int column) throws SQLException {
        return LocalDate.parse(row.getString(column));
    }

    public static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
