package io.rollcall.ingest.intake;

/** What came of unpacking a body. Sealed: the edge answers each case with a status of its own. */
sealed interface Unpacking {
    /** The body's plain bytes. */
    record Unpacked(Body body) implements Unpacking {}

    /** The bytes are not gzip, or stop in the middle. */
    record Corrupt(String detail) implements Unpacking {}

    /** Too large, or no memory for it now. */
    record Refused(Refusal refusal) implements Unpacking {}
}
