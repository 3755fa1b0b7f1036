package io.rollcall.ingest.intake;

/** The result of unpacking a body. Sealed: the edge answers each case with a status of its own. */
sealed interface Unpacking {
    /** The body was unpacked into its plain bytes. */
    record Unpacked(Body body) implements Unpacking {}

    /** The bytes are not gzip, or stop in the middle. */
    record Corrupt(String detail) implements Unpacking {}

    /** The body is too large, or there is no memory for it now. */
    record Refused(Refusal refusal) implements Unpacking {}
}
