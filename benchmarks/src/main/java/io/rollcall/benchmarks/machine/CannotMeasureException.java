package io.rollcall.benchmarks.machine;

import java.io.Serial;

/** There is no figure; the message says why and what to do. */
public final class CannotMeasureException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public CannotMeasureException(String message) {
        super(message);
    }

    public CannotMeasureException(String message, Throwable cause) {
        super(message, cause);
    }
}
