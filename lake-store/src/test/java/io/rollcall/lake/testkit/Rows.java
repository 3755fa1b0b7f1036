package io.rollcall.lake.testkit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.StringJoiner;

/** Rows of a result as text. */
public final class Rows {
    private Rows() {}

    /** The cells of a row with bars between them. */
    public static String text(ResultSet row) throws SQLException {
        StringJoiner text = new StringJoiner("|");
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            text.add(String.valueOf(row.getObject(column)));
        }
        return text.toString();
    }
}
