package io.rollcall.query.answer;

import io.rollcall.lake.Published;
import io.rollcall.rollup.Estimate;
import io.rollcall.rollup.Freshness;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of an answer. No number leaves without its status, method and {@code as_of}.
 *
 * @param values one for each measure of the metric, in their order
 * @param low lower end of the value's 95 % interval; null where a row has several exact measures, which are their own bounds
 * @param high upper end of it, or null likewise
 * @param asOf everything received up to then is in the numbers; null as long as a shard cannot say
 */
public record Row(
        LocalDate dt,
        String region,
        List<@Nullable Object> values,
        Status status,
        Method method,
        @Nullable Number low,
        @Nullable Number high,
        @Nullable Instant asOf) {
    static final Comparator<Row> ORDER = Comparator.comparing(Row::dt).thenComparing(Row::region);

    public Row {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** A live distinct count. */
    public static Row live(LocalDate dt, String region, Method method, Estimate count, Freshness freshness) {
        return new Row(
                dt, region, List.of(count.value()), Status.LIVE, method, count.low(), count.high(), asOf(freshness));
    }

    /** Live counters, which are exact. */
    public static Row live(LocalDate dt, String region, List<@Nullable Object> measures, Freshness freshness) {
        return new Row(dt, region, measures, Status.LIVE, Method.EXACT, null, null, asOf(freshness));
    }

    /** The one published value of a metric. */
    public static Row settled(Published.Row row, @Nullable Number value) {
        return settled(row, Collections.singletonList(value), value);
    }

    /**
     * Published measures, which are exact.
     *
     * @param bound both ends of the interval; null where the measures are several
     */
    public static Row settled(Published.Row row, List<? extends @Nullable Object> measures, @Nullable Number bound) {
        return new Row(
                row.dt(),
                row.region(),
                new ArrayList<>(measures),
                Status.of(row.status()),
                Method.EXACT,
                bound,
                bound,
                row.asOf());
    }

    /** A count as the lake has it: a whole number in a double. */
    public static @Nullable Long count(@Nullable Double published) {
        return published == null ? null : Math.round(published);
    }

    /** The instant a freshness names, null when it names none. */
    public static @Nullable Instant asOf(Freshness freshness) {
        return freshness.asOfMillis() == 0 ? null : freshness.asOf();
    }

    /** The names of a row's cells, in order. */
    static List<String> columns(List<String> measures) {
        List<String> columns = new ArrayList<>(List.of("dt", "region"));
        columns.addAll(measures);
        columns.addAll(List.of("status", "method", "low", "high", "as_of"));
        return List.copyOf(columns);
    }

    /** Column to cell, in order, with dates and times as text. */
    Map<String, @Nullable Object> cells(List<String> measures) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        cells.put("dt", dt.toString());
        cells.put("region", region);
        for (int i = 0; i < measures.size(); i++) {
            cells.put(measures.get(i), values.get(i));
        }
        cells.put("status", status.word());
        cells.put("method", method.word());
        cells.put("low", low);
        cells.put("high", high);
        cells.put("as_of", asOf == null ? null : asOf.toString());
        return cells;
    }
}
