package io.rollcall.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process beside this one: it writes to a log of its own, and ends with this one at the latest. */
public final class ChildProcess implements AutoCloseable {
    private static final long POLL_MILLIS = 50;
    private static final long STOP_SECONDS = 30;
    private static final int LINES_SHOWN = 20;

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread stopWithThisOne;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.stopWithThisOne = new Thread(process::destroy, "stop " + name);
    }

    /** Starts a command. Its standard input is a pipe from here. */
    public static ChildProcess start(String name, Path log, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            ChildProcess child = new ChildProcess(name, process, log);
            Runtime.getRuntime().addShutdownHook(child.stopWithThisOne);
            return child;
        } catch (IOException failed) {
            throw new CannotMeasureException("cannot start " + name + ": " + failed.getMessage(), failed);
        }
    }

    /**
     * Waits for something in the log.
     *
     * @return the pattern's first group
     */
    public String await(Pattern pattern, Duration patience) {
        return await(pattern, 1, patience);
    }

    /** Waits until something has been said {@code times}; the last one's first group. */
    public String await(Pattern pattern, int times, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            boolean ended = endsWithin(POLL_MILLIS, TimeUnit.MILLISECONDS);
            Matcher said = pattern.matcher(log());
            for (int time = 1; said.find(); time++) {
                if (time == times) {
                    return said.group(1);
                }
            }
            if (ended) {
                throw new CannotMeasureException(name + " ended with exit code " + process.exitValue() + ":" + tail());
            }
        }
        throw new CannotMeasureException(name + " did not say '" + pattern + "' within " + patience + ":" + tail());
    }

    /** Sends a line to its standard input. */
    public void tell(String line) {
        try {
            process.getOutputStream().write((line + '\n').getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException gone) {
            throw new CannotMeasureException(name + " does not listen any more:" + tail(), gone);
        }
    }

    /** Processor time it took until now, of all its threads. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(stopWithThisOne);
        process.destroy();
        if (!endsWithin(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private boolean endsWithin(long time, TimeUnit unit) {
        try {
            return process.waitFor(time, unit);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CannotMeasureException("interrupted while waiting for " + name, interrupted);
        }
    }

    private String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + log, unreadable);
        }
    }

    private String tail() {
        List<String> lines = log().lines().toList();
        return "\n  " + String.join("\n  ", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }
}
