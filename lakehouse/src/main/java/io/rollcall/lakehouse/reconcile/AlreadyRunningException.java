package io.rollcall.lakehouse.reconcile;

/** One reconciliation at a time: another one is under way in this process. */
public final class AlreadyRunningException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AlreadyRunningException() {
        super("a reconciliation is under way; ask for its progress, or again when it has ended");
    }
}
