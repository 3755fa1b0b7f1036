package io.rollcall.standalone.disk;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** The settings of the space that is kept free on the disk of the data directory. */
@ConfigMapping(prefix = "rollcall.disk")
public interface DiskSettings {
    /** Where the data live; {@code --data} says so. */
    @WithDefault(".")
    Path directory();

    /** With less than this free, events are answered 503: a broker whose disk is full dies. */
    @WithDefault("512M")
    MemorySize reserve();
}
