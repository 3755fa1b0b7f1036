package io.rollcall.standalone.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the system takes, as it says itself.
 *
 * @param series that its metrics have, but for those by address and answer: there are many, and they come one by one, but each
 *     label has a closed list of values
 * @param liveBytes of memory that were still in use when it was last tidied up
 */
record Footprint(long threads, long files, long series, long liveBytes) {
    private static final String BY_ANSWER = "http_server_requests_seconds";
    private static final Pattern ADDRESS = Pattern.compile("uri=\"(/[^\"]*)\"");
    private static final long THREADS = 30;
    private static final long FILES = 60;
    private static final long SERIES = 150;
    private static final long BYTES = 256L << 20;

    static Footprint of(String metrics) {
        return new Footprint(
                sum(metrics, Set.of("jvm_threads_live_threads")),
                sum(metrics, Set.of("process_files_open_files")),
                metrics.lines()
                        .filter(line -> !line.startsWith("#") && !line.startsWith(BY_ANSWER))
                        .count(),
                sum(metrics, Set.of("jvm_gc_live_data_size_bytes")));
    }

    /** Of the values of these metrics. */
    static long sum(String metrics, Set<String> names) {
        return metrics.lines()
                .filter(line -> names.contains(line.split("[{ ]", 2)[0]))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** The addresses that have series of their own. */
    static Set<String> addresses(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith(BY_ANSWER))
                .flatMap(line -> ADDRESS.matcher(line).results())
                .map(address -> address.group(1))
                .collect(Collectors.toSet());
    }

    /** A little more is no growth: pools fill, and kinds of answers come for the first time. */
    void requireLike(Footprint before) {
        assertThat(threads).as("threads").isLessThanOrEqualTo(before.threads + THREADS);
        assertThat(files).as("open files").isLessThanOrEqualTo(before.files + FILES);
        assertThat(series).as("series").isLessThanOrEqualTo(before.series + SERIES);
        assertThat(liveBytes).as("live bytes").isLessThanOrEqualTo(before.liveBytes + BYTES);
    }
}
