package io.rollcall.query;

import io.quarkus.runtime.Startup;
import io.rollcall.event.EventCatalogue;
import io.rollcall.lake.metric.EventNames;
import io.rollcall.query.lake.PublishedLake.View;
import io.rollcall.settings.CatalogueSettings;
import jakarta.inject.Singleton;
import java.util.Set;

/** The events that a question may name. Made at the start: a broken catalogue ends it, as it ends the gateway's. */
@Startup
@Singleton
public class KnownEvents {
    private final Set<String> accepted;

    KnownEvents(CatalogueSettings catalogue) {
        this.accepted = EventCatalogue.of(catalogue.file()).names();
    }

    /** Those of the catalogue, and those that the published days have. */
    EventNames with(View published) {
        return new EventNames(accepted, published::eventNames);
    }
}
