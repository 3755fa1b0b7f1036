package io.rollcall.settings;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The setting that says which event names a deployment accepts: the gateway judges by them, and a question may name
 * them.
 */
@ConfigMapping(prefix = "rollcall.catalogue")
public interface CatalogueSettings {
    /** A YAML file with the deployment's own event names, beside the built-in ones; absent for none. */
    Optional<Path> file();
}
