package io.rollcall.event;

import java.util.List;

/**
 * One entry of the event catalogue.
 *
 * @param name lower case letters, digits and underscores, starting with a letter
 * @param active whether the event counts its profile as active on its day
 * @param required fields that must be there beyond those that every event needs; {@code properties.x} names a property
 */
public record EventType(String name, boolean active, List<String> required) {
    public EventType {
        if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
            throw new IllegalArgumentException("'" + name
                    + "' is not an event name: up to 64 lower case letters, digits and underscores, a letter first");
        }
        required = List.copyOf(required);
        required.forEach(EventCatalogue::requireOptionalField);
    }
}
