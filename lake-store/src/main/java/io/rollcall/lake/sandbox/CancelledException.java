package io.rollcall.lake.sandbox;

/** Thrown when a question ends because nobody waits for its answer any more. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CancelledException() {
        super("the question was cancelled");
    }
}
