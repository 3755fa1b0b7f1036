package io.rollcall.benchmarks.reconcile;

import io.rollcall.benchmarks.machine.CannotMeasureException;
import io.rollcall.benchmarks.machine.ChildProcess;
import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Progress;
import io.rollcall.benchmarks.machine.Repository;
import io.rollcall.benchmarks.machine.Scratch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final Pattern WRITTEN = Pattern.compile("^events=(\\d+)$", Pattern.MULTILINE);

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
            Task task = new Task(scratch.file("lake"), scratch.file("."), DT, memoryMib << 20, threads);
            long unique = write(task);
            ReconcileReport report = new ReconcileReport(machine, day(unique));
            for (int round = 1; round <= rounds; round++) {
                Progress.say("round " + round + " of " + rounds);
                report.add(round(task, round, unique));
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
        return Long.parseLong(run(
                DayWriter.class,
                task,
                WRITTEN,
                List.of("-Xmx4g", "-XX:+UseParallelGC"),
                List.of(task.lake().toString(), DT.toString(), "1", Long.toString(events), Long.toString(profiles()))));
    }

    /** In odd rounds Rollcall is first. */
    private static ReconcileReport.Round round(Task task, int number, long unique) {
        List<Class<?>> order = new ArrayList<>(List.of(LakeSide.class, BareSide.class));
        Collections.rotate(order, number - 1);
        List<Measured> measured = new ArrayList<>();
        order.forEach(side -> measured.add(measure(side, task, unique)));
        Collections.rotate(measured, number - 1);
        ReconcileReport.Round round = new ReconcileReport.Round(measured.get(0), measured.get(1));
        if (!round.lake().figures().equals(round.bare().figures())) {
            throw new CannotMeasureException("the two sides did not count the same: " + round);
        }
        return round;
    }

    /** A side that loses events is fast. */
    private static Measured measure(Class<?> side, Task task, long unique) {
        Measured measured = Measured.parse(run(side, task, Measured.LINE, List.of("-Xmx256m"), task.arguments()));
        Progress.say(side.getSimpleName() + ": " + measured.line());
        if (measured.figures().events() != unique) {
            throw new CannotMeasureException(
                    side.getSimpleName() + " counted " + measured.figures().events() + " of " + unique + " events");
        }
        return measured;
    }

    private static String run(Class<?> main, Task task, Pattern result, List<String> java, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Repository.java()));
        command.addAll(java);
        command.addAll(List.of("-cp", Repository.here().classPath(), main.getName()));
        command.addAll(arguments);
        Path log = task.scratch().resolve(main.getSimpleName() + ".log");
        try (ChildProcess process = ChildProcess.start(main.getSimpleName(), log, command)) {
            return process.await(result, PATIENCE);
        }
    }
}
