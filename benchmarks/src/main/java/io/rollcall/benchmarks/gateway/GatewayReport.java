package io.rollcall.benchmarks.gateway;

import io.rollcall.benchmarks.gateway.Round.Measure;
import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Rounds;
import io.rollcall.benchmarks.machine.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What the rounds say, as text. */
record GatewayReport(MachineFacts machine, List<Round> rounds, int events, String load) {
    @Override
    public String toString() {
        Table table = new Table(
                "round",
                "perf-test rec/s",
                "gateway ev/s, " + events + " a request",
                "ratio",
                "gateway ev/s, 1 a request");
        for (int number = 0; number < rounds.size(); number++) {
            Round round = rounds.get(number);
            table.row(
                    Integer.toString(number + 1),
                    rate(round.perfTest()),
                    rate(round.batched()),
                    ratio(round.ratio()),
                    rate(round.single()));
        }
        table.row(
                "median",
                rate(median(Round::perfTest, Measure::perSecond)),
                rate(median(Round::batched, Measure::perSecond)),
                ratio(Rounds.median(rounds.stream().map(Round::ratio).toList())),
                rate(median(Round::single, Measure::perSecond)));
        table.row(
                "CPU us an event",
                micros(median(Round::perfTest, Measure::cpuMicros)),
                micros(median(Round::batched, Measure::cpuMicros)),
                "",
                micros(median(Round::single, Measure::cpuMicros)));
        return machine + "\nevents   " + load + "\nproducer " + ProducerSettings.text() + "\n\n" + table;
    }

    private double median(Function<Round, Measure> side, Function<Measure, Double> figure) {
        return Rounds.median(rounds.stream().map(side).map(figure).toList());
    }

    private static String rate(Measure measure) {
        return rate(measure.perSecond());
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%,.0f", perSecond);
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static String micros(double micros) {
        return String.format(Locale.ROOT, "%.1f", micros);
    }
}
