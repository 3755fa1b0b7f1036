package io.rollcall.benchmarks.fence;

/**
 * One run of one way.
 *
 * @param perSecond events a second, one poll after the other, adding up included
 * @param redisMicros Redis' processor time an event, in microseconds
 */
record Measured(Way way, double perSecond, double redisMicros) {}
