package io.rollcall.lake.sql;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Queries that are the same for every relation: whatever its columns are, all of them come through. */
public final class Query {
    /** The column {@code found}, which says of some rows how many they are. */
    public static final String FOUND = "COUNT(*) AS found";

    /**
     * The same of what is worked out of a metric; in {@code oldest} the lowest {@code definition_version}, in {@code open} the number of
     * rows that can still change, and in {@code fingerprint} a number that other rows do not have.
     */
    public static final String FOUND_OF_METRIC = FOUND + ", MIN(definition_version) AS oldest,"
            + " COUNT(CASE WHEN status NOT IN ('final', 'restated') THEN 1 END) AS open,"
            + " COALESCE(CAST(BIT_XOR(HASH(answer)) AS VARCHAR), '') AS fingerprint";

    private Query() {}

    /** All rows of a relation. */
    public static String of(String relation) {
        return "SELECT * FROM " + relation;
    }

    /** The rows of a relation for which a condition holds. */
    public static String where(String relation, String condition) {
        return of(relation) + " WHERE " + condition;
    }

    /** The different values that some expressions have in a relation's rows for which a condition holds, in order. */
    public static String distinct(List<String> expressions, String relation, String condition, int most) {
        return "SELECT DISTINCT " + String.join(", ", expressions) + " FROM " + relation + " WHERE " + condition
                + " ORDER BY ALL LIMIT " + most;
    }

    /** The different days that a column has in a relation's rows for which a condition holds. */
    public static String days(String relation, String column, String condition) {
        return "SELECT DISTINCT " + column + " FROM " + relation + " WHERE " + condition;
    }

    /** An expression under a name. */
    public static String named(String expression, String name) {
        return expression + " AS " + name;
    }

    /** What a column says, and a text where it says nothing. */
    public static String textOr(String column, String otherwise) {
        return "COALESCE(" + column + ", " + Literal.of(otherwise) + ")";
    }

    /** A query's rows with texts that are the same in all of them, in columns of their own. */
    public static String labelled(String query, List<String> columns, List<String> texts) {
        return "SELECT *"
                + IntStream.range(0, texts.size())
                        .mapToObj(column -> ", " + named(Literal.of(texts.get(column)), columns.get(column)))
                        .collect(Collectors.joining())
                + " FROM (" + query + ") AS part";
    }

    /** The rows of a relation in which a column has none of some numbers. */
    public static String without(String relation, String column, Collection<Long> numbers) {
        return where(relation, "NOT " + Condition.isOneOfNumbers(column, numbers));
    }

    /** The rows of queries with the same columns, in any order. */
    public static String all(List<String> queries) {
        return queries.stream()
                .map(query -> "SELECT * FROM (" + query + ")")
                .collect(Collectors.joining("\nUNION ALL BY NAME "));
    }

    /** Each row of a query with what another says of a column's value. */
    public static String joined(String query, String other, String column) {
        return "SELECT * FROM (" + query + ") AS one JOIN (" + other + ") AS other USING (" + column + ")";
    }

    /**
     * The rows of a query with another value in a column: what a relation says of the value that it has. Rows of which it says nothing
     * are left out.
     *
     * @param known the relation's column with the value that there is
     * @param other that with the one in its place
     */
    public static String replacing(String query, String column, String relation, String known, String other) {
        return "SELECT source.* REPLACE (said." + other + " AS " + column + ") FROM (" + query + ") AS source JOIN ("
                + relation + ") AS said ON said." + known + " = source." + column;
    }

    /**
     * A query's rows with what a relation says of their items; null where it says nothing.
     *
     * @param key the relation's column that an item is the text of
     */
    public static String explained(String query, List<String> columns, String relation, String key) {
        return "SELECT source.*"
                + columns.stream().map(column -> ", said." + column).collect(Collectors.joining())
                + " FROM (" + query + ") AS source LEFT JOIN " + relation + " AS said ON CAST(said." + key
                + " AS VARCHAR) = source.item";
    }

    /** A query's rows with what one of its columns says in the place of what another does. */
    public static String moved(String query, String column, String place) {
        return "SELECT * EXCLUDE (" + column + ") REPLACE (" + column + " AS " + place + ") FROM (" + query
                + ") AS source";
    }

    /** A query's rows in an order. */
    public static String ordered(String query, List<String> columns) {
        return columns.isEmpty() ? query : query + "\nORDER BY " + String.join(", ", columns);
    }
}
