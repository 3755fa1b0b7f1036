package io.rollcall.query.live;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/**
 * The settings that say for how long a figure that was read is given to others who ask for it. A longer time spares
 * Redis; every row says in {@code as_of} how fresh it is.
 */
@ConfigMapping(prefix = "rollcall.query.share")
public interface SharingConfig {
    /** A day's counters. Well below 1 s, or an event is not in {@code dau} within a second of its 202. */
    Duration day();

    /** Windows of {@code *}. */
    Duration total();

    /** Windows of all regions: some thousand sketches are merged for them. */
    Duration regions();

    /** Windows that ended before the live window: they change only when days are restored. */
    Duration closed();
}
