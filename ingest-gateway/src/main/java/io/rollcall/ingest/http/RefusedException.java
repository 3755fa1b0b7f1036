package io.rollcall.ingest.http;

import io.rollcall.ingest.intake.Refusal;

/** Carries a refusal through a future. It has no stack trace: it is an answer, not a fault. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    // A record of the closed list and two plain values; exceptions of this kind are never serialized.
    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
