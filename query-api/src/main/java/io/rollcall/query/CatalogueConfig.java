package io.rollcall.query;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Which event names a deployment accepts: the gateway's setting, read here to know what a question may name. */
@ConfigMapping(prefix = "rollcall.catalogue")
public interface CatalogueConfig {
    /** A YAML file with the deployment's own event names, beside the built-in ones; absent for none. */
    Optional<Path> file();
}
