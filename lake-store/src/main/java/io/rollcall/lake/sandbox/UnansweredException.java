package io.rollcall.lake.sandbox;

import java.util.OptionalInt;

/** Thrown when a question in SQL has no answer; the message is for whoever has asked. */
public final class UnansweredException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int NOWHERE = -1;

    private final Reason reason;
    private final int position;

    /** The kinds of reasons. */
    public enum Reason {
        /** It asks for something that may not be asked for. */
        REFUSED,
        /** It is no SQL, or the engine cannot work it out. */
        FAILED,
        /** It needs more time, memory or disk than it may have. */
        TOO_COSTLY,
        /** Something that it reads is gone since it was asked: asked again, it finds what has taken its place. */
        OVERTAKEN
    }

    UnansweredException(Reason reason, String detail) {
        this(reason, detail, OptionalInt.empty());
    }

    UnansweredException(Reason reason, String detail, OptionalInt position) {
        super(detail);
        this.reason = reason;
        this.position = position.orElse(NOWHERE);
    }

    public Reason reason() {
        return reason;
    }

    /** The character of the question's text that it is about, the first being 1; empty where it is about no one in particular. */
    public OptionalInt position() {
        return position == NOWHERE ? OptionalInt.empty() : OptionalInt.of(position);
    }

    /** The text to tell the asker. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
