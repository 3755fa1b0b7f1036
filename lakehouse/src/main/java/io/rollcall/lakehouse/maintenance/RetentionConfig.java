package io.rollcall.lakehouse.maintenance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings that say how long events are kept; gold is kept for good. */
@ConfigMapping(prefix = "rollcall.lake.retention")
interface RetentionConfig {
    /**
     * Days for which a day's raw events are kept after the last of them was received. A day whose raw events are gone is never
     * counted again. At least 7.
     */
    @WithDefault("400")
    int bronzeDays();

    /** The same for its deduplicated and enriched events, {@code silver.enriched_app_events}. */
    @WithDefault("90")
    int silverDays();
}
