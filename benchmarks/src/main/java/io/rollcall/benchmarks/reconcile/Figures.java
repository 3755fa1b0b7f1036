package io.rollcall.benchmarks.reconcile;

/**
 * The figures that came out, by which one sees that both sides did the same work.
 *
 * @param events of the day, each once
 * @param active profiles
 */
record Figures(long events, long active) {}
