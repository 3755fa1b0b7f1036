package io.rollcall.standalone.lake;

/** An exception that says that what was asked for was not done; the message says why, in words for whoever asked. */
final class TaskFailedException extends Exception {
    private static final long serialVersionUID = 1;

    TaskFailedException(String message) {
        super(message);
    }
}
