package io.rollcall.lake.value;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.engine.Row;
import io.rollcall.lake.metric.Arguments;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.Interval;
import io.rollcall.lake.metric.Ranking;
import io.rollcall.lake.sql.Pivot;
import io.rollcall.lake.sql.Query;
import io.rollcall.lake.table.TableSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts values that belong to one row beside each other, and the rows in order: by day and region, then as they are ranked, then by
 * dimension and item. The engine does it: a row has many values, and each would be a row of its own.
 *
 * @param columns the names of the row's values
 * @param pivot what the source calls them, in the same order
 * @param areOfDays whether each is about a day; else the last group of the pivot says whether an interval is whole
 * @param limit of rows with the same day, region and dimension
 * @param labels columns of the source that say of an item what it is called
 */
record MetricRows(List<String> columns, Pivot pivot, boolean areOfDays, OptionalInt limit, List<String> labels) {
    static MetricRows of(Arguments arguments) {
        return of(arguments, List.of());
    }

    /**
     * The rows of an answer that is broken down.
     *
     * @param groups the names of the columns that say by what
     */
    static MetricRows of(Arguments arguments, List<String> groups) {
        List<String> measures = List.copyOf(arguments.measures());
        return new MetricRows(
                measures,
                new Pivot(
                        arguments.areOfDays()
                                ? groups
                                : Stream.concat(groups.stream(), Stream.of(Interval.COMPLETE))
                                        .toList(),
                        measures,
                        arguments.ranking().map(MetricRows::ranked),
                        arguments.metric().columns().labels()),
                arguments.areOfDays(),
                arguments.choice().limit(),
                arguments.metric().columns().labels());
    }

    static MetricRows of(DayMetric metric) {
        return new MetricRows(
                metric.columns().measureNames(),
                new Pivot(List.of(), metric.storedNames(), Optional.empty(), List.of()),
                true,
                OptionalInt.empty(),
                List.of());
    }

    private static Pivot.Ranked ranked(Ranking by) {
        return new Pivot.Ranked(by.measure(), by.largestFirst() ? Pivot.Direction.DESC : Pivot.Direction.ASC);
    }

    /**
     * A summary of rows that is known before the first of them is given on.
     *
     * @param open those that can still change
     * @param fingerprint other rows have another
     */
    record Summary(long found, OptionalInt oldestDefinition, long open, String fingerprint) {
        static final Summary NOTHING = new Summary(0, OptionalInt.empty(), 0, "");

        Summary and(Summary other) {
            return new Summary(
                    found + other.found,
                    IntStream.concat(oldestDefinition.stream(), other.oldestDefinition.stream())
                            .min(),
                    open + other.open,
                    fingerprint + other.fingerprint);
        }

        void announce(RowSink<?> sink) throws IOException {
            sink.expect(found);
            oldestDefinition.ifPresent(sink::expectDefinition);
            if (found > 0 && open == 0) {
                sink.expectSettled(fingerprint);
            }
        }
    }

    /**
     * Gives the rows of an answer on.
     *
     * @param source a query for {@code dt, region, dimension, item, measure, value, status, as_of, definition_version}
     * @param condition on its rows
     */
    void read(TableSession session, String source, String condition, RowSink<MetricRow> sink) throws IOException {
        workOut(session, source, condition).announce(sink);
        give(session, sink);
    }

    /** Works the rows out. */
    Summary workOut(TableSession session, String source, String condition) throws IOException {
        List<Summary> worked = new ArrayList<>();
        session.engine().workOut(pivot.rows(source, condition, limit), Query.FOUND_OF_METRIC, summary -> {
            long found = summary.number("found");
            worked.add(new Summary(
                    found,
                    found == 0 ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(summary.number("oldest"))),
                    summary.number("open"),
                    summary.text("fingerprint")));
        });
        return worked.get(0);
    }

    /** Gives on what was worked out. */
    void give(TableSession session, RowSink<MetricRow> sink) throws IOException {
        session.engine().visitWorkedOut(pivot.order(), row -> sink.take(row(row)));
    }

    private MetricRow row(Row row) {
        Map<String, @Nullable Double> values = new LinkedHashMap<>();
        for (int index = 0; index < columns.size(); index++) {
            values.put(columns.get(index), row.realOrNull(pivot.column(index)));
        }
        List<String> groups = areOfDays
                ? pivot.groups()
                : pivot.groups().subList(0, pivot.groups().size() - 1);
        return new MetricRow(
                row.date("dt"),
                row.text("region"),
                groups.stream().map(row::text).toList(),
                areOfDays ? null : isComplete(row, values),
                row.text("dimension"),
                row.text("item"),
                labels(row),
                values,
                DayStatus.ofWord(row.text("status")),
                row.time("as_of"),
                Math.toIntExact(row.number("definition_version")));
    }

    private List<@Nullable String> labels(Row row) {
        List<@Nullable String> texts = new ArrayList<>();
        labels.forEach(label -> texts.add(row.textOrNull(label)));
        return texts;
    }

    /** An interval that is whole, in a row that is, where rows say so themselves. */
    private static boolean isComplete(Row row, Map<String, @Nullable Double> values) {
        Double ofTheRow = values.get(Interval.COMPLETE);
        return row.number(Interval.COMPLETE) == 1 && (ofTheRow == null || ofTheRow == 1);
    }
}
