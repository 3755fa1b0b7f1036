package io.rollcall.benchmarks.fence;

import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Rounds;
import io.rollcall.benchmarks.machine.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The report of the rounds, as text: medians, and each way's ratio to the fenced one. */
final class FenceReport {
    private final String head;
    private final Table table = new Table(
            "way", "events a poll", "Redis CPU us an event", "against fenced", "events/s", "what its counters promise");

    FenceReport(MachineFacts machine, String redisVersion, int events) {
        head = machine + "\nredis    " + redisVersion + ", append-only file synced every second\nevents   " + events
                + " a measurement, 10 a profile and poll, one poll at a time\n\n";
    }

    /** The runs of one size of poll; the first way's come first in the table. */
    void add(int batch, List<Measured> measured) {
        Map<Way, List<Measured>> byWay = measured.stream()
                .collect(Collectors.groupingBy(Measured::way, LinkedHashMap::new, Collectors.toList()));
        double fenced = byWay.entrySet().stream()
                .filter(way -> way.getKey() instanceof FencedWay)
                .mapToDouble(way -> median(way.getValue(), Measured::redisMicros))
                .findFirst()
                .orElseThrow();
        byWay.entrySet().stream()
                .sorted(Map.Entry.comparingByValue((one, other) ->
                        Double.compare(median(one, Measured::redisMicros), median(other, Measured::redisMicros))))
                .forEach(way -> row(batch, way.getKey(), way.getValue(), fenced));
    }

    private void row(int batch, Way way, List<Measured> runs, double fenced) {
        double micros = median(runs, Measured::redisMicros);
        table.row(
                way.name(),
                Integer.toString(batch),
                String.format(Locale.ROOT, "%.2f", micros),
                String.format(Locale.ROOT, "%.2f", micros / fenced),
                String.format(Locale.ROOT, "%,.0f", median(runs, Measured::perSecond)),
                way.promise());
    }

    private static double median(List<Measured> runs, ToDoubleFunction<Measured> figure) {
        return Rounds.median(runs.stream().map(figure::applyAsDouble).toList());
    }

    @Override
    public String toString() {
        return head + table;
    }
}
