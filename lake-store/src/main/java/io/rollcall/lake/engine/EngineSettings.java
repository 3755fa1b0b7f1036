package io.rollcall.lake.engine;

import java.nio.file.Path;

/**
 * The memory, threads and disk space that the engine may use.
 *
 * @param memoryBytes of all its queries together; what needs more spills
 * @param threads it computes with
 * @param spillDirectory holds what does not fit into memory; belongs to this lake, made when absent
 * @param spillBytes of that directory at most; a query that needs more fails
 */
public record EngineSettings(long memoryBytes, int threads, Path spillDirectory, long spillBytes) {
    /** DuckDB does not begin to work with less for each thread. */
    private static final long LEAST_MEMORY_BYTES_PER_THREAD = 32L << 20;

    private static final long DEFAULT_MEMORY_BYTES = 600L << 20;
    private static final long DEFAULT_SPILL_BYTES = 64L << 30;

    public EngineSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("the engine needs a thread, found " + threads);
        }
        if (memoryBytes < threads * LEAST_MEMORY_BYTES_PER_THREAD) {
            throw new IllegalArgumentException("the engine needs at least 32 MiB of memory for each of its " + threads
                    + " threads, found " + memoryBytes + " bytes: give it more, or fewer threads");
        }
        if (spillBytes < 0) {
            throw new IllegalArgumentException("the spill directory cannot hold " + spillBytes + " bytes");
        }
    }

    /** 600 MiB, as many threads as there are processors up to 4, 64 GiB to spill. */
    public static EngineSettings spillingTo(Path directory) {
        return new EngineSettings(
                DEFAULT_MEMORY_BYTES,
                Math.min(4, Runtime.getRuntime().availableProcessors()),
                directory,
                DEFAULT_SPILL_BYTES);
    }
}
