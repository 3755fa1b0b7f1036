package io.rollcall.access.reread;

/** What came of reading a file. */
public sealed interface Reading {
    /** It is as before. */
    record Unchanged() implements Reading {}

    /**
     * What stands in it holds from now on.
     *
     * @param now that, in words
     */
    record Taken(String now) implements Reading {}

    /** It is not what it should be; what held before still holds. */
    record Refused(String why) implements Reading {}
}
