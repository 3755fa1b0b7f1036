package io.rollcall.lake.metric;

/** What was given for a metric's parameters is not what they take; the message says what they do. */
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
