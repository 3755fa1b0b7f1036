package io.rollcall.ingest;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Which event names a deployment accepts. */
@ConfigMapping(prefix = "rollcall.catalogue")
public interface CatalogueSettings {
    /** A YAML file with the deployment's own event names, beside the built-in ones; absent for none. */
    Optional<Path> file();
}
