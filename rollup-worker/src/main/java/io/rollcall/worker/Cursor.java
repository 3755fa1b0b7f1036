package io.rollcall.worker;

/** Says where records of a partition are fetched from. What it is told it does soon, and not always. */
interface Cursor {
    /** Fetches from that offset on. */
    void seek(int partition, long offset);

    /** Does so if something else is to be fetched next. */
    void ensure(int partition, long offset);

    /** Fetches nothing until the next seek. */
    void pause(int partition);

    /** Goes to the end of the log, and fetches nothing until the next seek. */
    void leave(int partition);
}
