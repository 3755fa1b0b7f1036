package io.rollcall.lake.sql;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Queries that are the same for every relation: whatever its columns are, all of them come through. */
public final class Query {
    private Query() {}

    /** All rows of a relation. */
    public static String of(String relation) {
        return "SELECT * FROM " + relation;
    }

    /** The rows of a relation in which a column has none of some numbers. */
    public static String without(String relation, String column, Collection<Long> numbers) {
        return of(relation)
                + numbers.stream()
                        .map(Literal::of)
                        .collect(Collectors.joining(", ", " WHERE " + column + " NOT IN (", ")"));
    }

    /** A query's rows in an order. */
    public static String ordered(String query, List<String> columns) {
        return columns.isEmpty() ? query : query + "\nORDER BY " + String.join(", ", columns);
    }
}
