package io.rollcall.lake.day;

/** Another run has published while this one worked: what it worked out may build upon days that have changed. Run again. */
public final class PublishedMeanwhileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PublishedMeanwhileException(Throwable cause) {
        super("another reconciliation has published meanwhile; nothing was published by this one, run it again", cause);
    }
}
