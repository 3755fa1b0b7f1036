package io.rollcall.lake.metric;

import io.rollcall.event.Excerpt;

/** A parameter names an event that there is not; the message says which was meant, or which there are. */
public final class UnknownEventNameException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownEventNameException(String parameter, String name, String instead) {
        super("parameter " + parameter + " names '" + Excerpt.of(name) + "', and there is no event of that name; "
                + instead);
    }
}
