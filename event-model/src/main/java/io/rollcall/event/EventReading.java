package io.rollcall.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of reading an event's bytes. Sealed: an event is read, or refused with a reason; there is no third way.
 */
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
        /** The span of what is not there. */
        public static final Span NONE = new Span(0, 0);

        public int length() {
            return end - begin;
        }
    }

    /**
     * The bytes are not an event.
     *
     * @param faults all that is wrong with them, at least one
     * @param fragment what could be read all the same; where the bytes are no JSON object, nothing
     */
    record Refused(List<Rejection> faults, EventFragment fragment) implements EventReading {
        public Refused {
            faults = List.copyOf(faults);
        }

        /** All faults as one. */
        public Rejection rejection() {
            return Rejection.ofAll(faults);
        }

        /** The client's id, when it could be read all the same. */
        public @Nullable String eventId() {
            return fragment.eventId();
        }
    }
}
