package io.rollcall.ingest.intake;

import io.rollcall.event.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The result of looking for the events in a body. Sealed: the edge must answer each case. */
public sealed interface Splitting {
    /**
     * The events were found.
     *
     * @param body the unpacked body
     * @param events where they lie in it, in order; what they say is not known yet
     * @param tail what follows the place where the body's structure broke, when it did
     * @param sentAtMillis the client's clock when it sent the request, when it said so
     */
    record Split(Body body, List<Slice> events, Optional<BrokenTail> tail, OptionalLong sentAtMillis)
            implements Splitting {
        /** Says how many answers the client is owed: one an event, and one for a broken tail. */
        public int count() {
            return events.size() + (tail.isPresent() ? 1 : 0);
        }
    }

    /**
     * The body as a whole cannot be read. It is kept as one rejected record.
     *
     * @param body what is kept
     * @param rejection why, for the record
     * @param code why, for the answer
     */
    record Unreadable(Body body, Rejection rejection, RefusalCode code) implements Splitting {}

    /** The request is refused and nothing of it is kept. */
    record Refused(Refusal refusal) implements Splitting {}

    /** Bytes in which no event can be told from the next any more. */
    record BrokenTail(Slice slice, String detail) {}
}
