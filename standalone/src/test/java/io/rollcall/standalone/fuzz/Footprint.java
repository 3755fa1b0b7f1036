package io.rollcall.standalone.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

/**
 * What the system takes, as it says itself.
 *
 * @param series that its metrics have
 * @param liveBytes of memory that were still in use when it was last tidied up
 */
record Footprint(long threads, long files, long series, long liveBytes) {
    private static final long THREADS = 30;
    private static final long FILES = 60;
    private static final long SERIES = 150;
    private static final long BYTES = 256L << 20;

    static Footprint of(String metrics) {
        return new Footprint(
                sum(metrics, Set.of("jvm_threads_live_threads")),
                sum(metrics, Set.of("process_files_open_files")),
                metrics.lines().filter(line -> !line.startsWith("#")).count(),
                sum(metrics, Set.of("jvm_gc_live_data_size_bytes")));
    }

    /** Of the values of these metrics. */
    static long sum(String metrics, Set<String> names) {
        return metrics.lines()
                .filter(line -> names.contains(line.split("[{ ]", 2)[0]))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** A little more is no growth: pools fill, and kinds of answers come for the first time. */
    void requireLike(Footprint before) {
        assertThat(threads).as("threads").isLessThanOrEqualTo(before.threads + THREADS);
        assertThat(files).as("open files").isLessThanOrEqualTo(before.files + FILES);
        assertThat(series).as("series").isLessThanOrEqualTo(before.series + SERIES);
        assertThat(liveBytes).as("live bytes").isLessThanOrEqualTo(before.liveBytes + BYTES);
    }
}
