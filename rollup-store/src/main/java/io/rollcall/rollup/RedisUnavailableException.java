package io.rollcall.rollup;

/** Redis did not answer, or not in a way that can be used. Whether it did what it was asked is unknown. */
public final class RedisUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RedisUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public RedisUnavailableException(String message) {
        super(message);
    }
}
