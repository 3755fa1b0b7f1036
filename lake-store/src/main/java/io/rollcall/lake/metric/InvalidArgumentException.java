package io.rollcall.lake.metric;

/** Thrown when a metric's parameters are given something that they do not take; the message says what they do take. */
public final class InvalidArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int EXCERPT = 40;

    InvalidArgumentException(String message) {
        super(message);
    }

    static InvalidArgumentException of(String parameter, String text, String expected) {
        return new InvalidArgumentException(
                "parameter " + parameter + " is '" + excerpt(text) + "'; it is " + expected);
    }

    /** The beginning of what somebody sent, for a message. */
    static String excerpt(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "...";
    }
}
