package io.rollcall.lakehouse.erasure;

/** One erasure at a time: another one is under way in this process. */
final class ErasureRunningException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ErasureRunningException() {
        super("another erasure is under way; ask again when it has ended");
    }
}
