package io.rollcall.lake.upkeep;

import io.rollcall.event.LiveWindow;
import java.time.Duration;

/**
 * The settings that the lake's upkeep goes by.
 *
 * @param targetFileBytes how large a file should be; much smaller ones are put together
 * @param keepSnapshots how long files that were replaced stay for those who began to read before
 * @param orphanAge how old a file is that nobody names before it is taken for a killed writer's
 * @param bronzeDays how long the raw events of a day are kept after the last of them was received
 * @param silverDays how long its deduplicated and enriched events are
 */
public record MaintenanceSettings(
        long targetFileBytes, Duration keepSnapshots, Duration orphanAge, int bronzeDays, int silverDays) {
    /** A day is counted from raw events, by the lake and by a worker that is behind, until the live counters are done with it. */
    private static final int LEAST_DAYS = 7;

    static {
        if (LEAST_DAYS <= LiveWindow.COUNTED_DAYS) {
            throw new IllegalStateException(
                    "raw events may go after " + LEAST_DAYS + " days, but live counters still change "
                            + LiveWindow.COUNTED_DAYS + " days after a day's beginning");
        }
    }

    private static final Duration LEAST_ORPHAN_AGE = Duration.ofHours(1);

    /** 128 MiB, a day, a day, 400 days, 90 days. */
    public static final MaintenanceSettings DEFAULT =
            new MaintenanceSettings(128L << 20, Duration.ofDays(1), Duration.ofDays(1), 400, 90);

    public MaintenanceSettings {
        if (targetFileBytes < 1) {
            throw new IllegalArgumentException("a file cannot have " + targetFileBytes + " bytes");
        }
        if (keepSnapshots.isNegative()) {
            throw new IllegalArgumentException("snapshots cannot be kept for " + keepSnapshots);
        }
        if (orphanAge.compareTo(LEAST_ORPHAN_AGE) < 0) {
            throw new IllegalArgumentException(
                    "files that nobody names yet may be about to be committed: keep them for an hour at least, not "
                            + orphanAge);
        }
        if (bronzeDays < LEAST_DAYS || silverDays < 1) {
            throw new IllegalArgumentException("keep raw events for at least " + LEAST_DAYS
                    + " days and silver for one, not for " + bronzeDays + " and " + silverDays);
        }
    }
}
