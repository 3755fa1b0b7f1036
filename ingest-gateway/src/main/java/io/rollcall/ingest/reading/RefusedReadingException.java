package io.rollcall.ingest.reading;

import io.rollcall.access.Problem;

/** Ends a request that reads with a problem. It has no stack trace: it is an answer, not a fault. */
public final class RefusedReadingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    // A record of plain values; exceptions of this kind are never serialized.
    private final transient Problem problem;

    public RefusedReadingException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
