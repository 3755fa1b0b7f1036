package io.rollcall.query.catalogue;

import io.rollcall.lake.value.FigureQuestion.Top;
import io.rollcall.lake.value.FigureRow;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The order of the rows of a day and region.
 *
 * @param measure that decides; empty for the order of the items
 * @param largestFirst whether its largest value comes first
 * @param standardRows of a day and region, unless more or fewer are asked for
 */
record Ranking(Optional<String> measure, boolean largestFirst, int standardRows) {
    /** By dimension and item: numbers by their size, other texts by their letters. */
    static final Ranking NONE = new Ranking(Optional.empty(), false, Integer.MAX_VALUE);

    static Ranking smallest(String measure, int standardRows) {
        return new Ranking(Optional.of(measure), false, standardRows);
    }

    static Ranking largest(String measure, int standardRows) {
        return new Ranking(Optional.of(measure), true, standardRows);
    }

    /** The rows that are answered; empty for all, which is what a metric without an order has. */
    Optional<Top> top(OptionalInt rows) {
        return measure.map(by -> new Top(by, largestFirst ? Top.Order.DESC : Top.Order.ASC, rows.orElse(standardRows)));
    }

    Comparator<FigureRow> order() {
        Comparator<FigureRow> days = Comparator.comparing(FigureRow::dt).thenComparing(FigureRow::region);
        return measure.map(this::byValue)
                .map(days::thenComparing)
                .orElse(days)
                .thenComparing(FigureRow::dimension, Ranking::compare)
                .thenComparing(FigureRow::item, Ranking::compare);
    }

    private Comparator<FigureRow> byValue(String name) {
        Comparator<Double> values = largestFirst ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return Comparator.comparing(row -> row.values().get(name), Comparator.nullsLast(values));
    }

    private static int compare(String left, String right) {
        return isNumber(left) && isNumber(right)
                ? new BigDecimal(left).compareTo(new BigDecimal(right))
                : left.compareTo(right);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
