package io.rollcall.lake.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Puts values that belong to one row beside each other: a query has each in a row of its own, with the name of its measure, and is
 * turned into one with a column a measure.
 *
 * @param groups columns of the query beside its own that tell rows apart
 * @param measures what the query calls them
 * @param ranking the order of the rows of a day and region, before that of their items
 * @param labels columns of the query that are the same in all values of an item
 */
public record Pivot(List<String> groups, List<String> measures, Optional<Ranked> ranking, List<String> labels) {
    private static final List<String> PLACE = List.of("dt", "region");
    private static final List<String> PART = List.of("dimension", "item");

    /** The measure that rows are ranked by, and which end of it comes first. */
    public record Ranked(String measure, Direction direction) {}

    /** The direction in which a measure is ranked. */
    public enum Direction {
        ASC,
        DESC
    }

    public Pivot {
        groups = List.copyOf(groups);
        measures = List.copyOf(measures);
        labels = List.copyOf(labels);
    }

    /** The column of a measure, counted from 0. */
    public String column(int measure) {
        return "measure_" + measure;
    }

    /**
     * The query for the rows.
     *
     * @param query for {@code dt, region, dimension, item, measure, value, status, as_of, definition_version}
     * @param condition on its rows
     * @param limit of rows with the same day, region and dimension, the first in the ranking
     */
    public String rows(String query, String condition, OptionalInt limit) {
        String values = IntStream.range(0, measures.size())
                .mapToObj(index -> "MAX(CASE WHEN measure = " + Literal.of(measures.get(index)) + " THEN value END) AS "
                        + column(index))
                .collect(Collectors.joining(", "));
        String key = String.join(", ", key(PART));
        String texts =
                labels.stream().map(label -> ", MIN(" + label + ") AS " + label).collect(Collectors.joining());
        return "SELECT " + key + texts + ", " + values
                + ", MIN(status) AS status, MIN(as_of) AS as_of, MIN(definition_version) AS definition_version FROM ("
                + query + ") AS source WHERE " + condition
                + " AND measure IN (" + measures.stream().map(Literal::of).collect(Collectors.joining(", "))
                + ") GROUP BY " + key
                + ranking.map(by -> first(by, limit)).orElse("");
    }

    private List<String> key(List<String> last) {
        return Stream.of(PLACE, groups, last).flatMap(List::stream).toList();
    }

    /** Those without the measure come last, equal ones in the order of their items. */
    private String first(Ranked by, OptionalInt limit) {
        return " QUALIFY ROW_NUMBER() OVER (PARTITION BY " + String.join(", ", key(List.of("dimension"))) + " ORDER BY "
                + ranked(by) + ", item) <= "
                + limit.orElse(Integer.MAX_VALUE);
    }

    private String ranked(Ranked by) {
        return column(measures.indexOf(by.measure())) + " " + by.direction() + " NULLS LAST";
    }

    /** The order of the rows: by day, region and groups, then as they are ranked, then by dimension and item. */
    public String order() {
        List<String> order = new ArrayList<>(key(List.of()));
        ranking.map(this::ranked).ifPresent(order::add);
        for (String text : PART) {
            order.add(bySize(text));
            order.add(text);
        }
        return String.join(", ", order);
    }

    /** Numbers by their size, other texts by their letters. */
    private static String bySize(String text) {
        return "CASE WHEN regexp_full_match(" + text + ", '[0-9]{1,19}') THEN lpad(" + text + ", 19, '0') ELSE " + text
                + " END";
    }
}
