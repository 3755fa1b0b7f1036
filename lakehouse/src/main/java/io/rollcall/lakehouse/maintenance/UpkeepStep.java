package io.rollcall.lakehouse.maintenance;

import java.util.Locale;

/** The steps of the upkeep, in their order. */
enum UpkeepStep {
    /** Counts that no day shows any more; files. */
    COUNTS,
    /** Events whose time is over; days. */
    RETENTION,
    /** Small files put together; files. */
    COMPACTION,
    /** Snapshots that nobody reads any more; snapshots. */
    EXPIRY,
    /** Files that killed processes left; files. */
    ORPHANS;

    /** The name of the step in the metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
