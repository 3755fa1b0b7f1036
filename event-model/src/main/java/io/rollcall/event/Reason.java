package io.rollcall.event;

import java.util.Arrays;
import java.util.Optional;

/**
 * The closed list of the reasons why an event was refused. One value drives the answer to the client, the metric label
 * and the header on {@link Topics#APP_EVENTS_REJECTED}, so that no event is ever refused for a reason that cannot be
 * counted.
 */
public enum Reason {
    MALFORMED_JSON("malformed_json"),
    MISSING_FIELD("missing_field"),
    INVALID_FIELD("invalid_field"),
    UNKNOWN_EVENT_NAME("unknown_event_name"),
    UNKNOWN_REGION("unknown_region"),
    EVENT_TOO_OLD("event_too_old"),
    EVENT_IN_FUTURE("event_in_future"),
    EVENT_TOO_LARGE("event_too_large"),
    TOO_MANY_PROPERTIES("too_many_properties"),
    SCHEMA_VIOLATION("schema_violation");

    private final String code;

    Reason(String code) {
        this.code = code;
    }

    /** The name on the wire: in answers, metric labels and record headers. */
    public String code() {
        return code;
    }

    /** The reason of that wire name, or empty when the list has none. */
    public static Optional<Reason> ofCode(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code.equals(code))
                .findFirst();
    }
}
