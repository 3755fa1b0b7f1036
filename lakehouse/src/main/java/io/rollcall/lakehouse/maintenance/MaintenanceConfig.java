package io.rollcall.lakehouse.maintenance;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The upkeep of the lake's files. */
@ConfigMapping(prefix = "rollcall.lake.maintenance")
interface MaintenanceConfig {
    /** How large a file should be; much smaller ones of a closed day are put together. */
    @WithDefault("128M")
    MemorySize targetFileSize();

    /**
     * How long files that were replaced stay for those who began to read before. Longer than the longest reconciliation; the lake
     * takes that much more disk.
     */
    @WithDefault("24h")
    Duration keepSnapshots();

    /** How old a file has to be that no table names before it is taken for what a killed process left. At least an hour. */
    @WithDefault("24h")
    Duration orphanAge();
}
