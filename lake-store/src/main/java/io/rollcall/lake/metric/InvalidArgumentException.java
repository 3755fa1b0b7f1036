package io.rollcall.lake.metric;

import io.rollcall.event.Excerpt;

/** Thrown when a metric's parameters are given something that they do not take; the message says what they do take. */
public final class InvalidArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidArgumentException(String message) {
        super(message);
    }

    static InvalidArgumentException of(String parameter, String text, String expected) {
        return new InvalidArgumentException(
                "parameter " + parameter + " is '" + Excerpt.of(text) + "'; it is " + expected);
    }
}
