package io.rollcall.ingest.body;

import io.rollcall.ingest.intake.Refusal;

/** Carries a refusal through a future. It has no stack trace: it is an answer, not a fault. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    // A record of the closed list and two plain values; exceptions of this kind are never serialized.
    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    /** The refusal that the client is told. */
    public Refusal refusal() {
        return refusal;
    }
}
