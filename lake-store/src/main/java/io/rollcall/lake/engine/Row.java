package io.rollcall.lake.engine;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The row that a result stands on. Its cells are read by the names of their columns, so that a query may give them in any order;
 * one that is null is read as a value by mistake only, and the mistake is told.
 */
public final class Row {
    private final ResultSet result;
    private final Map<String, Integer> places = new LinkedHashMap<>();

    Row(ResultSet result) throws SQLException {
        this.result = result;
        ResultSetMetaData columns = result.getMetaData();
        for (int place = 1; place <= columns.getColumnCount(); place++) {
            places.putIfAbsent(columns.getColumnLabel(place), place);
        }
    }

    private interface Cell<T> {
        @Nullable
        T at(int place) throws SQLException;
    }

    public String text(String column) {
        return present(column, textOrNull(column));
    }

    public @Nullable String textOrNull(String column) {
        return read(column, result::getString);
    }

    /**
     * Reads a date by its text: what the driver makes a date of leaves out the days that the calendar of 1582 left out.
     */
    public LocalDate date(String column) {
        return LocalDate.parse(text(column));
    }

    public Instant time(String column) {
        return present(column, read(column, place -> result.getObject(place, OffsetDateTime.class)))
                .toInstant();
    }

    /** Reads a whole number. */
    public long number(String column) {
        return present(column, this.<Long>read(column, place -> notNull(result.getLong(place))));
    }

    /** Reads a number with a fraction. */
    public double real(String column) {
        return present(column, realOrNull(column));
    }

    public @Nullable Double realOrNull(String column) {
        return this.<Double>read(column, place -> notNull(result.getDouble(place)));
    }

    public @Nullable Boolean flagOrNull(String column) {
        return this.<Boolean>read(column, place -> notNull(result.getBoolean(place)));
    }

    private <T> @Nullable T notNull(T value) throws SQLException {
        return result.wasNull() ? null : value;
    }

    private <T> @Nullable T read(String column, Cell<T> cell) {
        Integer place = places.get(column);
        if (place == null) {
            throw new IllegalArgumentException("the result has no column " + column + ", it has " + places.keySet());
        }
        try {
            return cell.at(place);
        } catch (SQLException unreadable) {
            throw new EngineException("column " + column + " cannot be read", unreadable);
        }
    }

    private static <T> T present(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " has no value in a row that needs one");
        }
        return value;
    }

    /** All its cells, for whoever looks at rows without knowing what they mean. */
    @Override
    public String toString() {
        return places.keySet().stream().map(this::cell).collect(Collectors.joining("|"));
    }

    private String cell(String column) {
        Object value = read(column, result::getObject);
        return String.valueOf(value instanceof OffsetDateTime time ? time.toInstant() : value);
    }
}
