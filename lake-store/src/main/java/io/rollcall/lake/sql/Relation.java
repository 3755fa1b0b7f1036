package io.rollcall.lake.sql;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A handful of rows as a query. */
public final class Relation {
    private static final String NULL = "NULL";

    private Relation() {}

    /**
     * The query that gives the rows.
     *
     * @param columns name and type, {@code dt DATE}
     * @param rows literals by the names of their columns; a column that a row does not name is null in it
     * @throws IllegalArgumentException when a row names a column that is not there
     */
    public static String of(List<String> columns, Collection<Map<String, String>> rows) {
        List<String> names = columns.stream().map(Relation::name).toList();
        rows.forEach(row -> requireColumns(names, row.keySet()));
        if (rows.isEmpty()) {
            return columns.stream()
                    .map(column -> "CAST(NULL AS " + type(column) + ") AS " + name(column))
                    .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
        }
        String casts = columns.stream()
                .map(column -> "CAST(" + name(column) + " AS " + type(column) + ") AS " + name(column))
                .collect(Collectors.joining(", "));
        String values = rows.stream()
                .map(row -> names.stream()
                        .map(name -> row.getOrDefault(name, NULL))
                        .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", "));
        return "SELECT " + casts + " FROM (VALUES " + values + ") AS given(" + String.join(", ", names) + ")";
    }

    /** Days, under the name {@code dt}. */
    public static String days(Collection<LocalDate> days) {
        return of(
                List.of("dt DATE"),
                days.stream().map(dt -> Map.of("dt", Literal.of(dt))).toList());
    }

    private static void requireColumns(List<String> columns, Set<String> named) {
        if (!columns.containsAll(named)) {
            throw new IllegalArgumentException("a row names " + named + ", the columns are " + columns);
        }
    }

    private static String name(String column) {
        return column.substring(0, column.indexOf(' '));
    }

    private static String type(String column) {
        return column.substring(column.indexOf(' ') + 1);
    }
}
