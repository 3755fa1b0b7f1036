package io.rollcall.worker;

/**
 * What a partition of the log holds.
 *
 * @param begin its first offset
 * @param end the offset after its last record
 */
record LogBounds(long begin, long end) {}
