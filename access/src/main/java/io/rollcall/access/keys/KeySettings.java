package io.rollcall.access.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The settings of the file of keys. */
@ConfigMapping(prefix = "rollcall.keys")
public interface KeySettings {
    /** The file that {@code ./rollcall keys} writes; absent for none. It has to be there at the start. */
    Optional<Path> file();

    /** How often it is read again. */
    @WithDefault("5s")
    Duration poll();
}
