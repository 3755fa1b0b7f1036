package io.rollcall.benchmarks.reconcile;

/**
 * What came out, to see that both sides did the same work.
 *
 * @param events of the day, each once
 * @param active profiles
 */
record Figures(long events, long active) {}
