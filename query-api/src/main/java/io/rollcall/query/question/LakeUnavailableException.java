package io.rollcall.query.question;

/** The lake does not answer, so that nobody knows which days are published. */
public final class LakeUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LakeUnavailableException(Throwable cause) {
        super("the lake does not answer: " + cause.getMessage(), cause);
    }
}
