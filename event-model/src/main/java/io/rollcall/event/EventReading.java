package io.rollcall.event;

import org.jspecify.annotations.Nullable;

/** What came of reading an event's bytes. Sealed: an event is read, or refused with a reason; there is no third way. */
public sealed interface EventReading {
    /**
     * The bytes are an event of the right types.
     *
     * @param playback what it says about how a play began or ended
     * @param properties where its {@code properties} lie
     */
    record Read(AppEvent event, Playback playback, Span properties) implements EventReading {}

    /**
     * A piece of an event's bytes, counted from the event's first byte.
     *
     * @param begin its first byte
     * @param end the byte after its last
     */
    record Span(int begin, int end) {
        /** What is not there. */
        public static final Span NONE = new Span(0, 0);

        public int length() {
            return end - begin;
        }
    }

    /**
     * The bytes are not an event.
     *
     * @param eventId the client's id, when it could be read all the same
     */
    record Refused(Rejection rejection, @Nullable String eventId) implements EventReading {}
}
