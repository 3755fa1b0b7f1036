package io.rollcall.lake.value;

import java.time.LocalDate;

/** A question needs the events of days that are not kept any more; their counts are, but do not answer it. */
public final class EventsDroppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final LocalDate lastDropped;

    EventsDroppedException(LocalDate lastDropped) {
        super("the events of " + lastDropped
                + " are not kept any more, and the answer needs them: ask about later days");
        this.lastDropped = lastDropped;
    }

    /** The latest of the asked days whose events are gone. */
    public LocalDate lastDropped() {
        return lastDropped;
    }
}
