package io.rollcall.benchmarks.gateway;

import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Rounds;
import io.rollcall.benchmarks.machine.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * The report of who waited how long, as text.
 *
 * @param rows of all rounds
 */
record FairnessReport(MachineFacts machine, String setting, List<Row> rows) {
    static final String NOBODY = "nobody";

    private static final double MICROS_PER_MILLI = 1_000;

    /**
     * A stretch.
     *
     * @param flooding who did
     * @param others microseconds that the requests of the others took
     * @param taken requests a second of the one who floods
     * @param refused likewise
     */
    record Row(String flooding, Histogram others, double taken, double refused) {
        double millis(double percentile) {
            return others.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
        }
    }

    @Override
    public String toString() {
        Table table = new Table(
                "who floods", "taken/s", "refused/s", "p50 ms", "p90 ms", "p99 ms", "max ms", "p99 of that alone");
        double alone = median(NOBODY, row -> row.millis(99));
        for (String who : rows.stream().map(Row::flooding).distinct().toList()) {
            double p99 = median(who, row -> row.millis(99));
            table.row(
                    who,
                    text("%,.0f", median(who, Row::taken)),
                    text("%,.0f", median(who, Row::refused)),
                    text("%.1f", median(who, row -> row.millis(50))),
                    text("%.1f", median(who, row -> row.millis(90))),
                    text("%.1f", p99),
                    text("%.1f", median(who, row -> row.millis(100))),
                    text("%.2f", p99 / alone));
        }
        return machine + "\nsetting  " + setting + "\nfigures  medians of the rounds\n\n" + table;
    }

    private double median(String who, ToDoubleFunction<Row> figure) {
        return Rounds.median(rows.stream()
                .filter(row -> row.flooding().equals(who))
                .map(figure::applyAsDouble)
                .toList());
    }

    private static String text(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }
}
