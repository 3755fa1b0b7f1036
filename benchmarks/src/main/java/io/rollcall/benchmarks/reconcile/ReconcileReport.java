package io.rollcall.benchmarks.reconcile;

import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Rounds;
import io.rollcall.benchmarks.machine.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The report of the rounds, as text. */
final class ReconcileReport {
    private final String head;
    private final List<Round> rounds = new ArrayList<>();

    /** A round of both sides, one after the other. */
    record Round(Measured lake, Measured bare) {
        double ratio() {
            return lake.seconds() / bare.seconds();
        }
    }

    ReconcileReport(MachineFacts machine, String day) {
        head = machine + "\n" + day + "\n\n";
    }

    void add(Round round) {
        rounds.add(round);
    }

    @Override
    public String toString() {
        Table table = new Table("side", "wall s", "CPU s", "peak MiB");
        row(table, "reconciliation", rounds.stream().map(Round::lake).toList());
        row(table, "bare DuckDB", rounds.stream().map(Round::bare).toList());
        List<Double> ratios = rounds.stream().map(Round::ratio).toList();
        String single = ratios.stream().map(ReconcileReport::ratio).collect(Collectors.joining(", "));
        return head + table + "\n\nratio of wall times: median " + ratio(Rounds.median(ratios)) + ", in single rounds "
                + single;
    }

    private static void row(Table table, String side, List<Measured> runs) {
        table.row(
                side,
                String.format(Locale.ROOT, "%.1f", median(runs, Measured::seconds)),
                String.format(Locale.ROOT, "%.1f", median(runs, Measured::cpuSeconds)),
                String.format(Locale.ROOT, "%,.0f", median(runs, Measured::peakMib)));
    }

    private static double median(List<Measured> runs, ToDoubleFunction<Measured> figure) {
        return Rounds.median(runs.stream().map(figure::applyAsDouble).toList());
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}
