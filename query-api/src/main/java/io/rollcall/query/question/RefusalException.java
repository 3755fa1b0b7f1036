package io.rollcall.query.question;

/** A question that is not answered; the message is the problem's {@code detail}. */
public final class RefusalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    public RefusalException(Refusal refusal, String detail) {
        super(detail);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    /** The text to tell the asker. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
