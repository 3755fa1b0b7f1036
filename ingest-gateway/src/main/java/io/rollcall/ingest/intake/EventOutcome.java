package io.rollcall.ingest.intake;

import io.rollcall.event.Platform;
import io.rollcall.event.Playback;
import io.rollcall.event.Rejection;
import io.rollcall.event.Sampling;
import io.rollcall.event.Stamp;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The decision about one event. Sealed: an event is accepted or rejected, and every one of a request is either. */
public sealed interface EventOutcome {
    /** Says where the event's bytes lie in the body. */
    Slice slice();

    /**
     * The event goes on the log.
     *
     * @param unknownFields how many of its top-level fields the contract does not name
     * @param platform kind of device, or null
     * @param playback what it says about a play of now
     * @param sampling which share of such events is kept here; null for all, and where the client keeps a share itself
     */
    record Accepted(
            Slice slice,
            Stamp stamp,
            int unknownFields,
            @Nullable Platform platform,
            Playback playback,
            @Nullable Sampling sampling)
            implements EventOutcome {
        /** Says whether it is not among those that are kept: it is answered as accepted, and goes nowhere. */
        public boolean isSampledOut() {
            return sampling != null && !sampling.keeps(stamp.profileId(), stamp.eventId());
        }
    }

    /**
     * The event goes on the topic of the rejected.
     *
     * @param index which event of the request, from 0
     * @param eventId the client's id, when it could be read
     * @param derivedId the id that the event has because it names none itself; null where it does, or is none at all
     */
    record Rejected(
            int index,
            Slice slice,
            @Nullable String eventId,
            Rejection rejection,
            @Nullable String derivedId) implements EventOutcome {
        public Rejected(int index, Slice slice, @Nullable String eventId, Rejection rejection) {
            this(index, slice, eventId, rejection, null);
        }

        /** The same with the id that it gets when it is accepted after all. */
        Rejected named(IntFunction<String> ids) {
            return eventId == null ? new Rejected(index, slice, null, rejection, ids.apply(index)) : this;
        }
    }
}
