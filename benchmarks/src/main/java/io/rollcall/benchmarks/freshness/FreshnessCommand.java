package io.rollcall.benchmarks.freshness;

import io.rollcall.benchmarks.machine.Demo;
import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Progress;
import io.rollcall.benchmarks.machine.Repository;
import io.rollcall.benchmarks.machine.Scratch;
import io.rollcall.benchmarks.machine.Table;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Probes a running system under the demo's load. */
@Command(
        name = "freshness",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "The time from an event's 202 until its profile is in the answer of dau, under the demo's load.",
            "",
            "Without --url it starts ./rollcall up --demo on data of its own. Takes about two minutes."
        })
public final class FreshnessCommand implements Callable<Integer> {
    private static final String EVENTS_APPLIED = "rollcall_rollup_events_total";
    private static final double MICROS_PER_MILLI = 1_000;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "a running Rollcall to probe, such as http://localhost:8080")
    private @Nullable String url;

    @Option(names = "--key", paramLabel = "KEY", defaultValue = "", description = "its write key, if it has any")
    private String key = "";

    @Option(names = "--probes", paramLabel = "N", defaultValue = "200", description = "measured probes")
    private int probes;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "30", description = "probes before those")
    private int warmUp;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            defaultValue = "AQ",
            description = "where nobody else sends from during the run")
    private String region = "AQ";

    @Override
    public Integer call() {
        MachineFacts machine = MachineFacts.gather();
        if (url != null) {
            System.out.println(probe(machine, url));
            return 0;
        }
        try (Scratch scratch = Scratch.make()) {
            Progress.say("starting ./rollcall up --demo");
            try (Demo demo = Demo.start(Repository.here(), scratch)) {
                System.out.println(probe(machine, demo.url()));
            }
        }
        return 0;
    }

    private String probe(MachineFacts machine, String address) {
        RunningSystem system = new RunningSystem(address, key);
        Probes sender = new Probes(system, region);
        Progress.say("warming up with " + warmUp + " probes");
        sender.send(warmUp);
        Progress.say("sending " + probes + " probes");
        OptionalDouble before = system.counter(EVENTS_APPLIED);
        long started = System.nanoTime();
        Histogram micros = sender.send(probes);
        double seconds = (System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1);
        return machine + "\nload     " + load(before, system.counter(EVENTS_APPLIED), seconds) + "\n\n" + table(micros);
    }

    private static String load(OptionalDouble before, OptionalDouble after, double seconds) {
        return before.isPresent() && after.isPresent()
                ? String.format(
                        Locale.ROOT,
                        "%.0f events/s counted during the probes",
                        (after.getAsDouble() - before.getAsDouble()) / seconds)
                : "not known: " + EVENTS_APPLIED + " is not served at that address";
    }

    private static String table(Histogram micros) {
        return new Table("from 202 to dau", "probes", "p50", "p90", "p99", "max")
                .row(
                        "ms",
                        Long.toString(micros.getTotalCount()),
                        millis(micros.getValueAtPercentile(50)),
                        millis(micros.getValueAtPercentile(90)),
                        millis(micros.getValueAtPercentile(99)),
                        millis(micros.getMaxValue()))
                .toString();
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.0f", micros / MICROS_PER_MILLI);
    }
}
