package io.rollcall.query.answer;

import io.rollcall.lake.metric.Columns;
import io.rollcall.lake.value.MetricRow;
import io.rollcall.rollup.Estimate;
import io.rollcall.rollup.Freshness;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of an answer. No number leaves without its status, method and {@code as_of}; a single one has its interval, too.
 *
 * @param values one for each measure of the metric, in their order
 * @param low lower end of the value's 95 % interval; null where a row has several exact measures, which are their own bounds
 * @param high upper end of it, or null likewise
 * @param asOf everything received up to then is in the numbers; null as long as a shard cannot say
 */
public record AnswerRow(
        LocalDate dt,
        String region,
        List<@Nullable Object> values,
        Status status,
        Method method,
        @Nullable Number low,
        @Nullable Number high,
        @Nullable Instant asOf) {
    /** Compares rows by day, then by region. */
    public static final Comparator<AnswerRow> ORDER =
            Comparator.comparing(AnswerRow::dt).thenComparing(AnswerRow::region);

    public AnswerRow {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** A row with a live distinct count. */
    public static AnswerRow live(LocalDate dt, String region, Method method, Estimate count, Freshness freshness) {
        return new AnswerRow(
                dt, region, List.of(count.value()), Status.LIVE, method, count.low(), count.high(), asOf(freshness));
    }

    /** Live counters, which are exact. */
    public static AnswerRow live(LocalDate dt, String region, List<@Nullable Object> measures, Freshness freshness) {
        return new AnswerRow(dt, region, measures, Status.LIVE, Method.EXACT, null, null, asOf(freshness));
    }

    /**
     * Published values, which are exact: where they are about one number, that is both ends of its interval. A metric that has bounds
     * of its own is sampled where they are apart.
     */
    public static AnswerRow published(Columns ofTheMetric, MetricRow row) {
        List<@Nullable Object> cells = new ArrayList<>(row.groups());
        Columns columns = row.complete() == null ? ofTheMetric : ofTheMetric.withoutComplete();
        if (row.complete() != null) {
            cells.add(row.complete() ? 1 : 0);
        }
        columns.dimension().ifPresent(column -> cells.add(row.dimension()));
        columns.item().ifPresent(column -> cells.add(row.item()));
        cells.addAll(row.labels());
        columns.measureNames()
                .forEach(measure -> cells.add(Numbers.of(row.values().get(measure))));
        Number bound = columns.single()
                .map(measure -> Numbers.of(row.values().get(measure)))
                .orElse(null);
        Number low = columns.bounds()
                .map(bounds -> Numbers.of(row.values().get(bounds.low())))
                .orElse(bound);
        Number high = columns.bounds()
                .map(bounds -> Numbers.of(row.values().get(bounds.high())))
                .orElse(bound);
        Method method = Objects.equals(low, high) ? Method.EXACT : Method.SAMPLED;
        return new AnswerRow(row.dt(), row.region(), cells, Status.of(row.status()), method, low, high, row.asOf());
    }

    /** The instant a freshness names, null when it names none. */
    public static @Nullable Instant asOf(Freshness freshness) {
        return freshness.asOfMillis() == 0 ? null : freshness.asOf();
    }

    /**
     * Decides which of two rows about the same is right: this, an estimate that holds all that was counted by now, or
     * an exact one that holds what was archived. As long as the exact value is not below what the estimate says that
     * there is at least, that one is; then somebody has come since.
     */
    public AnswerRow orExact(AnswerRow exact) {
        return low != null && exact.high != null && exact.high.doubleValue() < low.doubleValue() ? this : exact;
    }

    /** The names of a row's cells, in order. */
    public static List<String> columns(List<String> measures) {
        List<String> columns = new ArrayList<>(List.of("dt", "region"));
        columns.addAll(measures);
        columns.addAll(List.of("status", "method", "low", "high", "as_of"));
        return List.copyOf(columns);
    }

    /** The cells, in the order of the columns, with dates and times as text. */
    public List<@Nullable Object> cells() {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(dt.toString());
        cells.add(region);
        cells.addAll(values);
        cells.add(status.word());
        cells.add(method.word());
        cells.add(low);
        cells.add(high);
        cells.add(asOf == null ? null : asOf.toString());
        return cells;
    }
}
