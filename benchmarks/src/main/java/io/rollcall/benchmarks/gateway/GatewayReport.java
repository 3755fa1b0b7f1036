package io.rollcall.benchmarks.gateway;

import io.rollcall.benchmarks.gateway.Round.Measure;
import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Rounds;
import io.rollcall.benchmarks.machine.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The report of the rounds, as text. */
record GatewayReport(MachineFacts machine, List<Round> rounds, int events, String load) {
    private static final String CPU = "CPU us";

    @Override
    public String toString() {
        Table table = new Table(
                "round",
                "perf-test rec/s",
                CPU,
                "gateway ev/s, " + events + " a request",
                CPU,
                "ratio",
                "gateway ev/s, 1 a request",
                CPU);
        for (int number = 0; number < rounds.size(); number++) {
            row(
                    table,
                    Integer.toString(number + 1),
                    rounds.get(number),
                    rounds.get(number).ratio());
        }
        row(
                table,
                "median",
                medians(),
                Rounds.median(rounds.stream().map(Round::ratio).toList()));
        return machine + "\nevents   " + load + "\nproducer " + ProducerSettings.text()
                + "\nCPU us   processor time an event, of the perf-test's or the gateway's process\n\n" + table;
    }

    private static void row(Table table, String name, Round round, double ratio) {
        table.row(
                name,
                rate(round.perfTest()),
                micros(round.perfTest()),
                rate(round.batched()),
                micros(round.batched()),
                String.format(Locale.ROOT, "%.2f", ratio),
                rate(round.single()),
                micros(round.single()));
    }

    private Round medians() {
        return new Round(median(Round::perfTest), median(Round::batched), median(Round::single));
    }

    private Measure median(Function<Round, Measure> side) {
        List<Measure> measures = rounds.stream().map(side).toList();
        return new Measure(
                Rounds.median(measures.stream().map(Measure::perSecond).toList()),
                Rounds.median(measures.stream().map(Measure::cpuMicros).toList()));
    }

    private static String rate(Measure measure) {
        return String.format(Locale.ROOT, "%,.0f", measure.perSecond());
    }

    private static String micros(Measure measure) {
        return String.format(Locale.ROOT, "%.1f", measure.cpuMicros());
    }
}
