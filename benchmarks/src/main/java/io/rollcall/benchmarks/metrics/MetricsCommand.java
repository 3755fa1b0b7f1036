package io.rollcall.benchmarks.metrics;

import io.rollcall.benchmarks.machine.ChildProcess;
import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Progress;
import io.rollcall.benchmarks.machine.Repository;
import io.rollcall.benchmarks.machine.Scratch;
import io.rollcall.benchmarks.machine.Servers;
import io.rollcall.benchmarks.reconcile.DayWriter;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.publish.Publication;
import io.rollcall.lake.value.MetricRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a month, works everything out as nights do, and asks each metric about all of it. */
@Command(
        name = "metrics",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "How fast the query API answers every metric for a month, against a bare count of a month's profiles in the same",
            "engine, and how long the night takes to work it out.",
            "",
            "Needs 4 GiB of memory and, for a million profiles, some 20 GiB in the temporary directory."
        })
public final class MetricsCommand implements Callable<Integer> {
    private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
    private static final Duration PATIENCE = Duration.ofHours(2);
    private static final Pattern WRITTEN = Pattern.compile("^events=(\\d+)$", Pattern.MULTILINE);
    private static final int LIVE_WINDOW_DAYS = 4;

    @Option(names = "--profiles", paramLabel = "N", defaultValue = "1000000", description = "that there are at most")
    private long profiles;

    @Option(names = "--events", paramLabel = "N", defaultValue = "1000000", description = "records a day")
    private long events;

    @Option(names = "--days", paramLabel = "N", defaultValue = "30", description = "days, and days asked for")
    private int days;

    @Option(names = "--times", paramLabel = "N", defaultValue = "20", description = "how often each question is asked")
    private int times;

    @Option(names = "--memory-mib", paramLabel = "N", defaultValue = "600", description = "DuckDB's limit")
    private long memoryMib;

    @Override
    public Integer call() {
        MachineFacts machine = MachineFacts.gather();
        try (Scratch scratch = Scratch.make()) {
            Path directory = scratch.file("lake");
            write(directory, scratch.file("writer.log"));
            LakeSettings settings =
                    LakeSettings.bounded(directory, memoryMib << 20, 2, directory.resolve("spill"), 64L << 30);
            Map<String, Duration> nights;
            BareCount bare;
            try (Lake lake = Lake.open(settings)) {
                Progress.say("counting the days");
                publish(lake);
                nights = workOut(lake);
                bare = BareCount.of(lake);
            }
            Progress.say("asking");
            Repository repository = Repository.here();
            try (Servers servers = Servers.start(repository, scratch);
                    QueryApi api = QueryApi.start(repository, scratch, servers.redis(), directory, memoryMib)) {
                Questions questions = new Questions(api, FIRST, FIRST.plusDays(days - 1L), times);
                System.out.println(new MetricsReport(machine, month(), bare)
                        .of(nights, questions.stored(), questions.free(), questions.byPlatform()));
            }
        }
        return 0;
    }

    private String month() {
        return String.format(
                Locale.ROOT,
                "month    %d days of %,d records%nlimits   DuckDB %d MiB, 2 threads",
                days,
                events,
                memoryMib);
    }

    private void write(Path directory, Path log) {
        Progress.say("writing " + days + " days of " + events + " records");
        List<String> command = List.of(
                Repository.java(),
                "-Xmx4g",
                "-XX:+UseParallelGC",
                "-cp",
                Repository.here().classPath(),
                DayWriter.class.getName(),
                directory.toString(),
                FIRST.toString(),
                Integer.toString(days),
                Long.toString(events),
                Long.toString(profiles));
        try (ChildProcess process = ChildProcess.start("DayWriter", log, command)) {
            process.await(WRITTEN, PATIENCE);
        }
    }

    private void publish(Lake lake) {
        Instant now = FIRST.plusDays(days + LIVE_WINDOW_DAYS)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        Publication run = lake.beginRun(now);
        List<DueDay> due = run.touched();
        run.count(due);
        run.publish(due, now);
    }

    /** Everything there is, as the first night after an upgrade does. */
    private static Map<String, Duration> workOut(Lake lake) {
        Map<String, Duration> taken = new LinkedHashMap<>();
        MetricRun run = lake.beginMetricRun();
        List<MetricRun.Due> due = run.due();
        for (MetricRun.Due piece : due) {
            Progress.say("working out " + piece.computation().name() + " of "
                    + piece.days().size() + " days");
            long began = System.nanoTime();
            run.workOut(piece);
            taken.merge(piece.computation().name(), Duration.ofNanos(System.nanoTime() - began), Duration::plus);
        }
        return taken;
    }
}
