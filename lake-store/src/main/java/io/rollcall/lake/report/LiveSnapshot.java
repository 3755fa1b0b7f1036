package io.rollcall.lake.report;

import io.rollcall.lake.bronze.ArchivePosition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The figures of the live counters for a day, and the places on the log up to which they had counted: both read
 * together, shard by shard.
 *
 * @param topicId the log
 * @param figures of every measure that was served; of one that was, {@code *} at least
 * @param fences of every shard
 */
public record LiveSnapshot(LocalDate dt, Instant readAt, String topicId, List<Figure> figures, List<Fence> fences) {
    /**
     * A figure as the live counters served it, with its interval.
     *
     * @param region {@code *} for all
     * @param measure as the report calls it: {@code dau}, {@code play_events}, {@code wau}, ...
     * @param low lower end of the 95 % interval; the value where it is exact
     * @param high upper end
     */
    public record Figure(String region, String measure, double value, double low, double high) {
        /** A figure that is its own bound. */
        public static Figure exact(String region, String measure, long value) {
            return new Figure(region, measure, (double) value, (double) value, (double) value);
        }
    }

    /**
     * The place in a partition up to which a shard has counted.
     *
     * @param next the first record that is not in the figures
     */
    public record Fence(int shard, int partition, long next) {}

    public LiveSnapshot {
        figures = List.copyOf(figures);
        fences = List.copyOf(fences);
    }

    /** Tells whether everything that is in the figures is archived. */
    public boolean isWithin(ArchivePosition archived) {
        return archived.topic().id().equals(topicId)
                && fences.stream()
                        .allMatch(fence -> archived.of(fence.partition())
                                .map(reached -> reached.offset() >= fence.next())
                                .orElse(fence.next() == 0));
    }
}
