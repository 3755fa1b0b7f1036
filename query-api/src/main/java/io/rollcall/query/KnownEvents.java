package io.rollcall.query;

import io.quarkus.runtime.Startup;
import io.rollcall.event.EventCatalogue;
import io.rollcall.lake.metric.EventNames;
import io.rollcall.query.lake.PublishedLake.View;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The events that a question may name. Made at the start: a broken catalogue ends it, as it ends the gateway's. */
@Startup
@Singleton
public class KnownEvents {
    private final Set<String> accepted;

    /** {@code file} is the gateway's setting, read here to know what a question may name. */
    KnownEvents(@ConfigProperty(name = "rollcall.catalogue.file") Optional<Path> file) {
        this.accepted = EventCatalogue.of(file).names();
    }

    /** Those of the catalogue, and those that the published days have. */
    EventNames with(View published) {
        return new EventNames(accepted, published::eventNames);
    }
}
