package io.rollcall.benchmarks.reconcile;

import io.rollcall.lake.metric.DaySpan;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * The task that both sides get.
 *
 * @param lake the lake's directory
 * @param scratch for what is not the lake's
 * @param days that are counted
 * @param memoryBytes that DuckDB may take
 * @param threads that it may use
 */
record Task(Path lake, Path scratch, DaySpan days, long memoryBytes, int threads) {
    /** Either side may spill as much as it likes. */
    static final long SPILL_BYTES = 64L << 30;

    /** The arguments for the command line of a process. */
    List<String> arguments() {
        return List.of(
                lake.toString(),
                scratch.toString(),
                days.first().toString(),
                days.last().toString(),
                Long.toString(memoryBytes),
                Integer.toString(threads));
    }

    static Task of(String... arguments) {
        return new Task(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                new DaySpan(LocalDate.parse(arguments[2]), LocalDate.parse(arguments[3])),
                Long.parseLong(arguments[4]),
                Integer.parseInt(arguments[5]));
    }
}
