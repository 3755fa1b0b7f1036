package io.rollcall.worker;

/** Says what becomes of a record: exactly one of these. The ledger counts them. */
enum Verdict {
    /** It changes the counters. */
    COUNTED,
    /** Its partition holds an earlier record of the same event within the window. */
    DUPLICATE,
    /** Its day was no longer live when it was received; the lake counts it. */
    LATE,
    /** Its profile was erased; it changes nothing. */
    ERASED,
    /** It carries no stamp that can be read; it goes to the rejected topic. */
    UNREADABLE
}
