package io.rollcall.access.catalogue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings that say which event names a deployment accepts: the gateway judges by them, and a question may name
 * them.
 */
@ConfigMapping(prefix = "rollcall.catalogue")
public interface CatalogueSettings {
    /** A YAML file with the deployment's own event names, beside the built-in ones; absent for none. */
    Optional<Path> file();

    /** How often it is read again. */
    @WithDefault("5s")
    Duration poll();
}
