package io.rollcall.access.catalogue;

import io.rollcall.event.EventCatalogue;

/** Something that needs more of a catalogue than that it is one. */
@FunctionalInterface
public interface CatalogueCheck {
    /**
     * Returns where the catalogue may hold.
     *
     * @throws IllegalArgumentException where it may not, and why
     */
    void check(EventCatalogue catalogue);
}
