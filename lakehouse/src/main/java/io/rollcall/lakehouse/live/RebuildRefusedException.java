package io.rollcall.lakehouse.live;

/** A rebuild that cannot be done, or not now; nothing was changed. */
public final class RebuildRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The reason of the refusal, in a form for programs. */
    public enum Reason {
        INVALID_PARAMETER(400),
        DAYS_NOT_PUBLISHED(409),
        LIVE_COUNTERS_NOT_BEGUN(409),
        LIVE_COUNTERS_BEHIND(409),
        REBUILD_RUNNING(409);

        private final int httpStatus;

        Reason(int httpStatus) {
            this.httpStatus = httpStatus;
        }

        int httpStatus() {
            return httpStatus;
        }
    }

    private final Reason reason;

    RebuildRefusedException(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
