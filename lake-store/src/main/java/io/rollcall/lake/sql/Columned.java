package io.rollcall.lake.sql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns a query with a column a measure into one with each value in a row of its own, as the metrics' files give them: the contrary of
 * {@link Pivot}.
 *
 * @param item the column that says what a row is about, if there is one
 * @param measures the names of the columns with values
 */
public record Columned(Optional<String> item, List<String> measures) {
    public Columned {
        measures = List.copyOf(measures);
    }

    /** The columns that the query has to have. */
    public List<String> columns() {
        return Stream.of(List.of("dt", "region"), item.stream().toList(), measures)
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The query for the values of the days from {@code :from} to {@code :to}.
     *
     * @param query one that may have parameters
     */
    public String values(String query) {
        return "SELECT own.dt, own.region, '' AS dimension, "
                + item.map(column -> "COALESCE(CAST(own." + column + " AS STRING), '')")
                        .orElse("''")
                + " AS item, measure.name AS measure, CASE measure.name "
                + measures.stream()
                        .map(name -> "WHEN " + Literal.of(name) + " THEN CAST(own." + name + " AS DOUBLE)")
                        .collect(Collectors.joining(" "))
                + " END AS value FROM (\n" + query + "\n) AS own CROSS JOIN (VALUES "
                + measures.stream().map(name -> "(" + Literal.of(name) + ")").collect(Collectors.joining(", "))
                + ") AS measure(name) WHERE own.dt BETWEEN :from AND :to";
    }

    /** The query for the names and types of a query's columns. */
    public static String described(String query) {
        return "DESCRIBE " + query;
    }
}
