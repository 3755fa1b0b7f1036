package io.rollcall.event;

import org.jspecify.annotations.Nullable;

/** What came of reading an event's bytes. Sealed: an event is read, or refused with a reason; there is no third way. */
public sealed interface EventReading {
    /**
     * The bytes are an event of the right types.
     *
     * @param playback what it says about how a play began or ended
     */
    record Read(AppEvent event, Playback playback) implements EventReading {}

    /**
     * The bytes are not an event.
     *
     * @param eventId the client's id, when it could be read all the same
     */
    record Refused(Rejection rejection, @Nullable String eventId) implements EventReading {}
}
