package io.rollcall.benchmarks.reconcile;

import io.rollcall.benchmarks.machine.Progress;
import io.rollcall.benchmarks.machine.Scratch;
import io.rollcall.lake.metric.DaySpan;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options and steps that all commands have that let both sides count the same lake. */
final class Comparison {
    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "how often each side counts")
    private int rounds;

    @Option(
            names = "--memory-mib",
            paramLabel = "N",
            defaultValue = "600",
            description = "DuckDB's limit, on both sides")
    private long memoryMib;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "DuckDB's threads, on both sides")
    private int threads;

    /** The task of both sides, within the limits. */
    Task task(Scratch scratch, DaySpan days) {
        return new Task(scratch.file("lake"), scratch.file("."), days, memoryMib << 20, threads);
    }

    /** The line of the report that says the limits. */
    String limits() {
        return String.format(Locale.ROOT, "limits   DuckDB %d MiB, %d threads", memoryMib, threads);
    }

    /**
     * Lets a process of its own write the days of the task.
     *
     * @return how many different events they have
     */
    static long write(Class<?> writer, Task task, int days, long recordsADay, long profiles) {
        return Long.parseLong(Sides.run(
                writer,
                task,
                Sides.WRITTEN,
                List.of("-Xmx4g", "-XX:+UseParallelGC"),
                List.of(
                        task.lake().toString(),
                        task.days().first().toString(),
                        Integer.toString(days),
                        Long.toString(recordsADay),
                        Long.toString(profiles))));
    }

    /** Lets both sides count, as often as asked, and prints the report. */
    void run(Task task, long unique, ReconcileReport report) {
        for (int round = 1; round <= rounds; round++) {
            Progress.say("round " + round + " of " + rounds);
            report.add(Sides.round(task, round, unique));
        }
        System.out.println(report);
    }
}
