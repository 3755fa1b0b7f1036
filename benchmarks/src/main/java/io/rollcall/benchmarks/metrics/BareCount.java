package io.rollcall.benchmarks.metrics;

import io.rollcall.lake.Lake;
import io.rollcall.lake.table.TableSession;
import java.util.stream.IntStream;

/**
 * The count that the answers are held against: a count of the month's different profiles, which reads every row of the
 * month.
 */
record BareCount(long profiles, double millis) {
    private static final int TIMES = 5;

    static BareCount of(Lake lake) {
        long profiles = count(lake);
        double[] millis = IntStream.range(0, TIMES)
                .mapToDouble(time -> {
                    long began = System.nanoTime();
                    count(lake);
                    return (System.nanoTime() - began) / 1e6;
                })
                .sorted()
                .toArray();
        return new BareCount(profiles, millis[TIMES / 2]);
    }

    private static long count(Lake lake) {
        try (TableSession session = lake.published().session()) {
            return session.query(
                            "SELECT COUNT(DISTINCT profile_id) AS profiles FROM profile_day",
                            row -> row.number("profiles"))
                    .get(0);
        }
    }
}
