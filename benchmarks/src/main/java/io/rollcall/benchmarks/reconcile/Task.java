package io.rollcall.benchmarks.reconcile;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * What both sides get.
 *
 * @param lake the lake's directory
 * @param scratch for what is not the lake's
 * @param memoryBytes that DuckDB may take
 * @param threads that it may use
 */
record Task(Path lake, Path scratch, LocalDate dt, long memoryBytes, int threads) {
    /** Either side may spill as much as it likes. */
    static final long SPILL_BYTES = 64L << 30;

    /** For the command line of a process. */
    List<String> arguments() {
        return List.of(
                lake.toString(),
                scratch.toString(),
                dt.toString(),
                Long.toString(memoryBytes),
                Integer.toString(threads));
    }

    static Task of(String... arguments) {
        return new Task(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                LocalDate.parse(arguments[2]),
                Long.parseLong(arguments[3]),
                Integer.parseInt(arguments[4]));
    }
}
