package io.rollcall.lake.value;

import io.rollcall.lake.metric.Ranking;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;

/** The order of the rows of an answer: by day and region, then as they are ranked, then by dimension and item. */
final class RowOrder {
    private static final int LONGEST_NUMBER = 19;

    private RowOrder() {}

    static Comparator<MetricRow> by(Optional<Ranking> ranking) {
        Comparator<MetricRow> days = Comparator.comparing(MetricRow::dt).thenComparing(MetricRow::region);
        return ranking.map(RowOrder::byValue)
                .map(days::thenComparing)
                .orElse(days)
                .thenComparing(MetricRow::dimension, RowOrder::compare)
                .thenComparing(MetricRow::item, RowOrder::compare);
    }

    private static Comparator<MetricRow> byValue(Ranking ranking) {
        Comparator<Double> values = ranking.largestFirst() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return Comparator.comparing(row -> row.values().get(ranking.measure()), Comparator.nullsLast(values));
    }

    /** Numbers by their size, other texts by their letters. */
    private static int compare(String left, String right) {
        return isNumber(left) && isNumber(right)
                ? new BigDecimal(left).compareTo(new BigDecimal(right))
                : left.compareTo(right);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NUMBER
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
