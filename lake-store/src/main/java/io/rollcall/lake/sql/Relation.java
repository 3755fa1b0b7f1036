package io.rollcall.lake.sql;

import java.util.List;
import java.util.stream.Collectors;

/** A handful of rows as a query. */
public final class Relation {
    private Relation() {}

    /**
     * The query.
     *
     * @param columns name and type, {@code dt DATE}
     * @param rows literals in the order of the columns
     */
    public static String of(List<String> columns, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return columns.stream()
                    .map(column -> "CAST(NULL AS " + type(column) + ") AS " + name(column))
                    .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
        }
        String names = columns.stream().map(Relation::name).collect(Collectors.joining(", "));
        String casts = columns.stream()
                .map(column -> "CAST(" + name(column) + " AS " + type(column) + ") AS " + name(column))
                .collect(Collectors.joining(", "));
        String values =
                rows.stream().map(row -> "(" + String.join(", ", row) + ")").collect(Collectors.joining(", "));
        return "SELECT " + casts + " FROM (VALUES " + values + ") AS given(" + names + ")";
    }

    private static String name(String column) {
        return column.substring(0, column.indexOf(' '));
    }

    private static String type(String column) {
        return column.substring(column.indexOf(' ') + 1);
    }
}
