package io.rollcall.lakehouse.archive;

/**
 * What a partition's log holds.
 *
 * @param begin the offset of its first record
 * @param end the offset that the next record will have
 */
record LogBounds(long begin, long end) {}
