package io.rollcall.lakehouse.erasure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of the erasure of profiles. */
@ConfigMapping(prefix = "rollcall.erasure")
interface ErasureConfig {
    /**
     * When the erasures of recent tombstones are done again, as a Quartz expression in UTC; {@code off} for never. It finishes
     * what a crash has left undone, and takes out what was on its way while the profile was erased.
     */
    @WithDefault("0 0 4 * * ?")
    String schedule();

    /** How old a tombstone may be for that. Longer than the service is ever down. */
    @WithDefault("14d")
    Duration repeatFor();
}
