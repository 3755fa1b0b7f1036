package io.rollcall.benchmarks.reconcile;

import io.rollcall.benchmarks.machine.CannotMeasureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One run of one side, measured by its own process.
 *
 * @param seconds from the opening of the lake or the database to the end of the last statement
 * @param cpuSeconds of all threads in that time
 * @param peakMib the process's largest resident memory, with Java's share
 */
record Measured(double seconds, double cpuSeconds, double peakMib, Figures figures) {
    /** The line that a process says in the end; the whole line is the only group. */
    static final Pattern LINE = Pattern.compile("^(measured seconds=.*)$", Pattern.MULTILINE);

    private static final Pattern PARTS =
            Pattern.compile("measured seconds=(\\S+) cpu=(\\S+) peak_mib=(\\S+) events=(\\d+) active=(\\d+)");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double KIB_PER_MIB = 1024;

    /** Does the work in this process and measures it. */
    static Measured of(Supplier<Figures> work) {
        double cpuBefore = cpuNow();
        long started = System.nanoTime();
        Figures figures = work.get();
        double seconds = (System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1);
        return new Measured(seconds, cpuNow() - cpuBefore, peakUntilNow(), figures);
    }

    static Measured parse(String line) {
        Matcher parts = PARTS.matcher(line);
        if (!parts.matches()) {
            throw new CannotMeasureException("not a result: " + line);
        }
        return new Measured(
                Double.parseDouble(parts.group(1)),
                Double.parseDouble(parts.group(2)),
                Double.parseDouble(parts.group(3)),
                new Figures(Long.parseLong(parts.group(4)), Long.parseLong(parts.group(5))));
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "measured seconds=%.3f cpu=%.3f peak_mib=%.1f events=%d active=%d",
                seconds,
                cpuSeconds,
                peakMib,
                figures.events(),
                figures.active());
    }

    private static double cpuNow() {
        Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        return cpu.toMillis() / (double) TimeUnit.SECONDS.toMillis(1);
    }

    private static double peakUntilNow() {
        try (Stream<String> lines = Files.lines(STATUS, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow(() -> new CannotMeasureException(STATUS + " does not tell VmHWM"))
                    / KIB_PER_MIB;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + STATUS + "; this benchmark needs Linux", unreadable);
        }
    }
}
