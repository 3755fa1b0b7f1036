package io.rollcall.ingest.http;

import io.rollcall.ingest.browser.Origins;
import java.util.OptionalInt;

/**
 * The sender of a request.
 *
 * @param name the write key's name; what may be logged of it
 * @param backfill whether the caller may waive the age limits
 * @param eventsPerSecond how many it may send, when that is limited
 * @param origins the origins of the pages that it is limited to; none where it is not
 */
record EventSender(String name, Permission backfill, OptionalInt eventsPerSecond, Origins origins) {
    /** Everybody on this machine, when no write keys are configured. */
    static final EventSender LOOPBACK =
            new EventSender("loopback", Permission.GRANTED, OptionalInt.empty(), Origins.NONE);

    enum Permission {
        GRANTED,
        DENIED
    }
}
