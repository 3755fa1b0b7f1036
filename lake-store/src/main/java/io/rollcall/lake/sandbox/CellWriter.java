package io.rollcall.lake.sandbox;

import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the row that a result stands on. Numbers and truth values are such in JSON too; times are ISO 8601; everything else is the
 * text that the engine makes of it.
 */
final class CellWriter {
    private final ResultSet result;
    private final List<String> names = new ArrayList<>();
    private final List<String> types = new ArrayList<>();

    private CellWriter(ResultSet result) {
        this.result = result;
    }

    static CellWriter of(ResultSet result) throws SQLException {
        CellWriter writer = new CellWriter(result);
        ResultSetMetaData columns = result.getMetaData();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            writer.names.add(columns.getColumnLabel(column));
            writer.types.add(columns.getColumnTypeName(column));
        }
        return writer;
    }

    void writeColumns(DataOutputStream out) throws IOException {
        out.writeInt(names.size());
        for (int column = 0; column < names.size(); column++) {
            Frames.writeText(out, names.get(column));
            Frames.writeText(out, types.get(column));
        }
    }

    void write(DataOutputStream out) throws IOException, SQLException {
        for (int column = 0; column < types.size(); column++) {
            write(out, column + 1, types.get(column));
        }
    }

    private void write(DataOutputStream out, int column, String type) throws IOException, SQLException {
        if (result.getObject(column) == null) {
            out.writeByte(Frames.NULL);
            return;
        }
        switch (type) {
            case "BOOLEAN" -> out.writeByte(result.getBoolean(column) ? Frames.TRUE : Frames.FALSE);
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" -> {
                out.writeByte(Frames.WHOLE);
                out.writeLong(result.getLong(column));
            }
            case "HUGEINT", "UHUGEINT", "UBIGINT" -> text(out, Frames.DECIMAL, result.getString(column));
            case "FLOAT", "DOUBLE" -> real(out, result.getDouble(column));
            case "TIMESTAMP" ->
                text(
                        out,
                        Frames.TEXT,
                        result.getObject(column, LocalDateTime.class).toString());
            case "TIMESTAMP WITH TIME ZONE" ->
                text(
                        out,
                        Frames.TEXT,
                        result.getObject(column, OffsetDateTime.class)
                                .toInstant()
                                .toString());
            default -> text(out, type.startsWith("DECIMAL") ? Frames.DECIMAL : Frames.TEXT, result.getString(column));
        }
    }

    /** What JSON has no number for is a text. */
    private static void real(DataOutputStream out, double value) throws IOException {
        if (Double.isFinite(value)) {
            out.writeByte(Frames.REAL);
            out.writeDouble(value);
        } else {
            text(out, Frames.TEXT, Double.toString(value));
        }
    }

    private static void text(DataOutputStream out, int sign, String text) throws IOException {
        out.writeByte(sign);
        Frames.writeText(out, text);
    }
}
