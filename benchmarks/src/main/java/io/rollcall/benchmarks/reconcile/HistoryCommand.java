package io.rollcall.benchmarks.reconcile;

import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Progress;
import io.rollcall.benchmarks.machine.Scratch;
import io.rollcall.lake.metric.DaySpan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes many days as a backfill brings them in, then has them counted by either side in turn, each time in a new process. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "How long it takes until a history that came in at once is counted: Rollcall's reconciliation of all its days, against the"
                    + " same .sql files over all days in a bare DuckDB; and what the metrics take after it.",
            "",
            "Needs Linux, 4 GiB of memory and, for 20 million events, some 20 GiB in the temporary directory."
        })
public final class HistoryCommand implements Callable<Integer> {
    private static final LocalDate FIRST = LocalDate.of(2024, 8, 1);

    @Option(names = "--days", paramLabel = "N", defaultValue = "764", description = "days of the history")
    private int days;

    @Option(names = "--events", paramLabel = "N", defaultValue = "124712", description = "records of all days together")
    private long events;

    @Option(
            names = "--profiles",
            paramLabel = "N",
            defaultValue = "2000",
            description = "profiles, of which few do much")
    private long profiles;

    @Mixin
    private Comparison comparison = new Comparison();

    @Override
    public Integer call() {
        MachineFacts machine = MachineFacts.gather();
        try (Scratch scratch = Scratch.make()) {
            DaySpan span = new DaySpan(FIRST, FIRST.plusDays(days - 1L));
            Task task = comparison.task(scratch, span);
            long unique = write(task);
            String raw = Stored.in(task.lake()).toString();
            ReconcileReport report = new ReconcileReport(machine, history(unique));
            comparison.run(task, unique, report);
            Progress.say("working the metrics out");
            Measured metrics = Sides.measure(HistorySide.class, task, unique);
            System.out.printf(
                    "%nmetrics of all days, once: %.1f s, %.1f CPU s%nlake: %s of raw events, %s in the end%n",
                    metrics.seconds(), metrics.cpuSeconds(), raw, Stored.in(task.lake()));
        }
        return 0;
    }

    private String history(long unique) {
        return String.format(
                "history  %,d days, %,d records, %,d different events, %,d profiles at most%n%s",
                days, events, unique, profiles, comparison.limits());
    }

    /** Writes the days; how many different events they have. */
    private long write(Task task) {
        Progress.say("writing " + days + " days");
        return Comparison.write(HistoryWriter.class, task, days, Math.max(1, events / days), profiles);
    }

    /** The space and the number of files that a lake takes on the disk. */
    private record Stored(long files, long bytes) {
        static Stored in(Path lake) {
            try (Stream<Path> all = Files.walk(lake.resolve("tables"))) {
                List<Path> files = all.filter(Files::isRegularFile).toList();
                long bytes = 0;
                for (Path file : files) {
                    bytes += Files.size(file);
                }
                return new Stored(files.size(), bytes);
            } catch (IOException unreadable) {
                throw new UncheckedIOException("cannot look at " + lake, unreadable);
            }
        }

        @Override
        public String toString() {
            return String.format("%,d files and %,d kB", files, bytes / 1_000);
        }
    }
}
