package io.rollcall.lake.value;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.engine.Row;
import io.rollcall.lake.metric.Arguments;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.Ranking;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.table.TableSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts values that belong to one row beside each other, and the rows in order: by day and region, then as they are ranked, then by
 * dimension and item. The engine does it: a row has many values, and each would be a row of its own.
 *
 * @param columns the names of the row's values
 * @param measures what the source calls them, in the same order
 * @param limit of rows with the same day, region and dimension
 */
record MetricRows(List<String> columns, List<String> measures, Optional<Ranking> ranking, OptionalInt limit) {
    private static final String KEY = "dt, region, dimension, item";

    static MetricRows of(Arguments arguments) {
        List<String> measures = List.copyOf(arguments.measures());
        return new MetricRows(
                measures, measures, arguments.ranking(), arguments.choice().limit());
    }

    static MetricRows of(DayMetric metric) {
        return new MetricRows(
                metric.columns().measureNames(), metric.storedNames(), Optional.empty(), OptionalInt.empty());
    }

    /**
     * Gives the rows of an answer on.
     *
     * @param source a query for {@code dt, region, dimension, item, measure, value, status, as_of, definition_version}
     * @param condition on its rows
     */
    void read(TableSession session, String source, String condition, RowSink<MetricRow> sink) throws IOException {
        session.engine()
                .visitInOrder(
                        query(source, condition),
                        "COUNT(*) AS found, MIN(definition_version) AS oldest",
                        summary -> {
                            sink.expect(summary.number("found"));
                            if (summary.number("found") > 0) {
                                sink.expectDefinition(Math.toIntExact(summary.number("oldest")));
                            }
                        },
                        order(),
                        row -> sink.take(row(row)));
    }

    private String query(String source, String condition) {
        return "SELECT " + KEY + ", "
                + IntStream.range(0, measures.size()).mapToObj(this::column).collect(Collectors.joining(", "))
                + ", MIN(status) AS status, MIN(as_of) AS as_of, MIN(definition_version) AS definition_version FROM ("
                + source + ") AS source WHERE " + condition
                + " AND measure IN (" + measures.stream().map(Literal::of).collect(Collectors.joining(", "))
                + ") GROUP BY " + KEY
                + ranking.map(this::firstOnly).orElse("");
    }

    private String column(int index) {
        return "MAX(CASE WHEN measure = " + Literal.of(measures.get(index)) + " THEN value END) AS " + name(index);
    }

    private static String name(int index) {
        return "measure_" + index;
    }

    /** Those without the measure come last, equal ones in the order of their items. */
    private String firstOnly(Ranking by) {
        return " QUALIFY ROW_NUMBER() OVER (PARTITION BY dt, region, dimension ORDER BY " + ranked(by) + ", item) <= "
                + limit.orElse(Integer.MAX_VALUE);
    }

    private String ranked(Ranking by) {
        return name(measures.indexOf(by.measure())) + (by.largestFirst() ? " DESC" : " ASC") + " NULLS LAST";
    }

    private String order() {
        List<String> order = new ArrayList<>(List.of("dt", "region"));
        ranking.map(this::ranked).ifPresent(order::add);
        for (String text : List.of("dimension", "item")) {
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

    private MetricRow row(Row row) {
        Map<String, @Nullable Double> values = new LinkedHashMap<>();
        for (int index = 0; index < columns.size(); index++) {
            values.put(columns.get(index), row.realOrNull(name(index)));
        }
        return new MetricRow(
                row.date("dt"),
                row.text("region"),
                row.text("dimension"),
                row.text("item"),
                values,
                DayStatus.ofWord(row.text("status")),
                row.time("as_of"),
                Math.toIntExact(row.number("definition_version")));
    }
}
