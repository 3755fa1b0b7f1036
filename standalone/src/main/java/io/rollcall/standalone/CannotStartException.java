package io.rollcall.standalone;

/** The system cannot start for a reason that its user can do something about; the message says what. */
final class CannotStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotStartException(String message, Throwable cause) {
        super(message, cause);
    }

    CannotStartException(String message) {
        super(message);
    }
}
