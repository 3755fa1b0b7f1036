package io.rollcall.benchmarks.gateway;

import io.rollcall.benchmarks.machine.CannotMeasureException;
import io.rollcall.benchmarks.machine.ChildProcess;
import io.rollcall.benchmarks.machine.Repository;
import io.rollcall.benchmarks.machine.Scratch;
import io.rollcall.event.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs kafka-producer-perf-test, without any HTTP: it shows what the broker takes from one producer on this machine.
 */
final class PerfTest implements AutoCloseable {
    /** The line at the end of a run; those on the way have no 99.9th percentile. */
    private static final Pattern RESULT =
            Pattern.compile("^\\d+ records sent, ([0-9.,]+) records/sec .* 99\\.9th\\.$", Pattern.MULTILINE);

    private static final Pattern READY = Pattern.compile("^(ready)$", Pattern.MULTILINE);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ChildProcess process;
    private int runs;

    private PerfTest(ChildProcess process) {
        this.process = process;
    }

    static PerfTest start(Repository repository, Scratch scratch, String bootstrapServers, List<String> events) {
        Path payloads = scratch.file("payloads");
        write(payloads, events);
        List<String> command = new ArrayList<>(
                List.of(Repository.java(), "-Xmx512m", "-cp", repository.classPath(), PerfTestProcess.class.getName()));
        command.addAll(List.of("--topic", Topics.APP_EVENTS, "--throughput", "-1"));
        command.addAll(List.of("--payload-file", payloads.toString(), "--producer-props"));
        command.addAll(ProducerSettings.forPerfTest(bootstrapServers));
        ChildProcess process = ChildProcess.start("kafka-producer-perf-test", scratch.file("perf-test.log"), command);
        process.await(READY, PATIENCE);
        return new PerfTest(process);
    }

    /** Sends so many records; records a second, as it says itself. */
    double run(long records) {
        process.tell(Long.toString(records));
        runs++;
        return Double.parseDouble(process.await(RESULT, runs, PATIENCE));
    }

    Duration cpu() {
        return process.cpu();
    }

    @Override
    public void close() {
        process.close();
    }

    private static void write(Path file, List<String> events) {
        try {
            Files.write(file, events);
        } catch (IOException full) {
            throw new CannotMeasureException("cannot write " + file + ": " + full.getMessage(), full);
        }
    }
}
