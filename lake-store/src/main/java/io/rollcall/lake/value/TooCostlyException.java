package io.rollcall.lake.value;

/** A question would read more than it may. */
public final class TooCostlyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooCostlyException(String message) {
        super(message);
    }

    public TooCostlyException(long rows, long mostRows) {
        super("the answer would be worked out from " + rows + " rows, and may be from " + mostRows
                + ": ask for fewer days");
    }
}
