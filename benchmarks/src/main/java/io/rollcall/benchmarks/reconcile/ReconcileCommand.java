package io.rollcall.benchmarks.reconcile;

import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Progress;
import io.rollcall.benchmarks.machine.Scratch;
import io.rollcall.lake.metric.DaySpan;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "how often each side counts the day")
    private int rounds;

    @Option(
            names = "--memory-mib",
            paramLabel = "N",
            defaultValue = "600",
            description = "DuckDB's limit, on both sides")
    private long memoryMib;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "DuckDB's threads, on both sides")
    private int threads;

    @Override
    public Integer call() {
        MachineFacts machine = MachineFacts.gather();
        try (Scratch scratch = Scratch.make()) {
            Task task =
                    new Task(scratch.file("lake"), scratch.file("."), new DaySpan(DT, DT), memoryMib << 20, threads);
            long unique = write(task);
            ReconcileReport report = new ReconcileReport(machine, day(unique));
            for (int round = 1; round <= rounds; round++) {
                Progress.say("round " + round + " of " + rounds);
                report.add(Sides.round(task, round, unique));
            }
            System.out.println(report);
        }
        return 0;
    }

    private String day(long unique) {
        return String.format(
                "day      %,d records, %,d different events, %,d profiles at most%nlimits   DuckDB %d MiB, %d threads",
                events, unique, profiles(), memoryMib, threads);
    }

    private long profiles() {
        return Math.max(1, events / EVENTS_A_PROFILE);
    }

    /** Writes the day; how many different events it has. */
    private long write(Task task) {
        Progress.say("writing a day of " + events + " records");
        return Long.parseLong(Sides.run(
                DayWriter.class,
                task,
                Sides.WRITTEN,
                List.of("-Xmx4g", "-XX:+UseParallelGC"),
                List.of(task.lake().toString(), DT.toString(), "1", Long.toString(events), Long.toString(profiles()))));
    }
}
