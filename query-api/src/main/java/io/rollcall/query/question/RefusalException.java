package io.rollcall.query.question;

import java.util.OptionalInt;

/** A question that is not answered; the message is the problem's {@code detail}. */
public final class RefusalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int NOWHERE = -1;

    private final Refusal refusal;
    private final int position;

    public RefusalException(Refusal refusal, String detail) {
        this(refusal, detail, OptionalInt.empty());
    }

    /** One that is about a place in the question's text. */
    public RefusalException(Refusal refusal, String detail, OptionalInt position) {
        super(detail);
        this.refusal = refusal;
        this.position = position.orElse(NOWHERE);
    }

    /** The character of the question's text that it is about, the first being 1. */
    public OptionalInt position() {
        return position == NOWHERE ? OptionalInt.empty() : OptionalInt.of(position);
    }

    public Refusal refusal() {
        return refusal;
    }

    /** The text to tell the asker. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
