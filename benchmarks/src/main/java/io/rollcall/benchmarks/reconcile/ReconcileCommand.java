package io.rollcall.benchmarks.reconcile;

import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Progress;
import io.rollcall.benchmarks.machine.Scratch;
import io.rollcall.lake.metric.DaySpan;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a day, then has it counted by either side in turn, each time in a new process. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "How long the exact count of a day takes: Rollcall's reconciliation, against the same .sql files in a bare DuckDB.",
            "",
            "Needs Linux, 4 GiB of memory and, for 20 million events, some 20 GiB in the temporary directory."
        })
public final class ReconcileCommand implements Callable<Integer> {
    private static final LocalDate DT = LocalDate.of(2026, 11, 20);
    private static final int EVENTS_A_PROFILE = 13;

    @Option(names = "--events", paramLabel = "N", defaultValue = "20000000", description = "records of the day")
    private long events;

    @Mixin
    private Comparison comparison = new Comparison();

    @Override
    public Integer call() {
        MachineFacts machine = MachineFacts.gather();
        try (Scratch scratch = Scratch.make()) {
            Task task = comparison.task(scratch, new DaySpan(DT, DT));
            long unique = write(task);
            ReconcileReport report = new ReconcileReport(machine, day(unique));
            comparison.run(task, unique, report);
        }
        return 0;
    }

    private String day(long unique) {
        return String.format(
                "day      %,d records, %,d different events, %,d profiles at most%n%s",
                events, unique, profiles(), comparison.limits());
    }

    private long profiles() {
        return Math.max(1, events / EVENTS_A_PROFILE);
    }

    /** Writes the day; how many different events it has. */
    private long write(Task task) {
        Progress.say("writing a day of " + events + " records");
        return Comparison.write(DayWriter.class, task, 1, events, profiles());
    }
}
