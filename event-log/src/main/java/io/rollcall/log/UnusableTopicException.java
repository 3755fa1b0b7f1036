package io.rollcall.log;

/** A topic, or a setting for one, that trying again does not mend. The message says what to change. */
public final class UnusableTopicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableTopicException(String message) {
        super(message);
    }
}
