package io.rollcall.worker;

import io.quarkus.runtime.configuration.MemorySize;
import io.rollcall.event.LiveWindow;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of the rollup worker. */
@ConfigMapping(prefix = "rollcall.worker")
interface WorkerConfig {
    /**
     * Profiles expected on a day. Decides over how many hashes a day's profiles are spread, about a hundred in each; a day
     * keeps the number it began with. Too low or too high by a factor of five costs memory, never correctness.
     */
    @WithDefault("1000000")
    long expectedDailyProfiles();

    /**
     * An event that comes again within this time, by its (profile_id, event_id), is counted once. Zero switches it off. All
     * workers of a deployment must agree.
     */
    @WithDefault(LiveWindow.DUPLICATES)
    Duration duplicateWindow();

    /**
     * The memory that remembering these events may take for each partition, 12 bytes an event: when more come within
     * the window than that holds, the oldest are forgotten, and counted. All workers must agree on this too.
     */
    @WithDefault("16M")
    MemorySize duplicateMemory();
}
