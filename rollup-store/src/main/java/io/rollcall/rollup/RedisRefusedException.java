package io.rollcall.rollup;

/** Redis answered, and the answer was no: asking again helps only once somebody has changed something about it. */
public final class RedisRefusedException extends RedisUnavailableException {
    private static final long serialVersionUID = 1;

    private final RedisRefusal refusal;

    /** Makes the exception for a reply that says so. */
    public RedisRefusedException(RedisRefusal refusal, String error) {
        super("Redis refuses: " + error);
        this.refusal = refusal;
    }

    RedisRefusedException(RedisRefusal refusal, String error, Throwable cause) {
        super("Redis refuses: " + error, cause);
        this.refusal = refusal;
    }

    /** Says why Redis refused. */
    public RedisRefusal refusal() {
        return refusal;
    }
}
