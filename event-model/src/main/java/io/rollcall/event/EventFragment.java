package io.rollcall.event;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds what could be read of an event that is refused, so that the rules for the rest of it can be looked at too: its
 * sender learns of every mistake at once.
 *
 * @param eventId the client's id, or null
 * @param eventName what, or null
 * @param eventTimeMillis when, or null
 * @param region where, or null
 * @param given the optional fields that have a value, right or wrong, and {@code properties.x} for each property
 */
public record EventFragment(
        @Nullable String eventId,
        @Nullable String eventName,
        @Nullable Long eventTimeMillis,
        @Nullable String region,
        Set<String> given) {
    /** The fragment of bytes in which nothing can be told apart. */
    static final EventFragment NOTHING = new EventFragment(null, null, null, null, Set.of());

    public EventFragment {
        given = Set.copyOf(given);
    }
}
