package io.rollcall.standalone.imports;

/**
 * One line of the file.
 *
 * @param number from 1
 * @param text without its line end; only the beginning when the line is longer than {@link #MAX_BYTES}
 * @param bytes how long the line is
 */
// An array in a record: lines are never compared, and copying a file's every byte once more would buy nothing.
@SuppressWarnings("ArrayRecordComponent")
record Line(long number, byte[] text, long bytes) {
    /** A longer line is not sent: no gateway takes an event of this size, and one would take its whole batch with it. */
    static final int MAX_BYTES = 256 << 10;

    boolean tooLong() {
        return bytes > MAX_BYTES;
    }
}
