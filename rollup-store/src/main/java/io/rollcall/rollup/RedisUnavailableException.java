package io.rollcall.rollup;

/**
 * Redis gave no answer that can be used: it is silent, or, where it is a {@link RedisRefusedException}, it said no. Where it is
 * silent nobody knows whether it did what it was asked.
 */
public class RedisUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RedisUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public RedisUnavailableException(String message) {
        super(message);
    }
}
