package io.rollcall.query;

import io.quarkus.runtime.Startup;
import io.rollcall.access.catalogue.CurrentCatalogue;
import io.rollcall.lake.metric.EventNames;
import io.rollcall.query.lake.PublishedLake.View;
import jakarta.inject.Singleton;

/** The events that a question may name. Made at the start: a broken catalogue ends it, as it ends the gateway's. */
@Startup
@Singleton
public class KnownEvents {
    private final CurrentCatalogue catalogue;

    KnownEvents(CurrentCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Those of the catalogue, and those that the published days have. */
    EventNames with(View published) {
        return new EventNames(catalogue.now().names(), published::eventNames);
    }
}
