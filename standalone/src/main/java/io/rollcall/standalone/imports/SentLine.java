package io.rollcall.standalone.imports;

/**
 * A line as it is sent.
 *
 * @param line as it is in the file
 * @param text the same, with an {@code event_id} where it had none
 */
// An array in a record: lines are never compared.
@SuppressWarnings("ArrayRecordComponent")
record SentLine(Line line, byte[] text) {}
