package io.rollcall.rollup;

/**
 * Where a shard stands in a partition of the log.
 *
 * @param next the next offset to apply
 * @param asOfMillis everything received up to then is in the counters; 0 when not known
 */
public record Fence(long next, long asOfMillis) {}
