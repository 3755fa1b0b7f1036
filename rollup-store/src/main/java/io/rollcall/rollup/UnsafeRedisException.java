package io.rollcall.rollup;

/** Redis may forget counters on its own, as it is set up. The message says what to change. */
public final class UnsafeRedisException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message what to change, and where */
    public UnsafeRedisException(String message) {
        super(message);
    }
}
