package io.rollcall.event;

import java.util.Locale;

/** Says how far the client's clock could be believed. */
public enum TimeQuality {
    /** The event's own time stands. */
    OK,
    /** The client's clock was off by more than a minute; {@code sent_at} told by how much. */
    CORRECTED,
    /** The event claimed to have happened after its receipt; its receipt stands. */
    CLAMPED;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The name on the wire: lower case. */
    public String code() {
        return code;
    }
}
