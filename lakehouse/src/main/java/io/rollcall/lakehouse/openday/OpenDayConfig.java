package io.rollcall.lakehouse.openday;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Counting the days that are not over. */
@ConfigMapping(prefix = "rollcall.open-day")
interface OpenDayConfig {
    /** Whether this process does it. One of several is enough. */
    @WithDefault("true")
    boolean enabled();

    /** From the beginning of a count to that of the next, at least. */
    @WithDefault("30s")
    Duration interval();

    /** The part of the time that counts may take: a long one is followed by a long pause. */
    @WithDefault("0.15")
    double share();
}
