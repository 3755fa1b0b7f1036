/**
 * Measures Rollcall on the machine at hand, always against something else in the same run: figures of different runs and
 * machines cannot be compared, their ratios can.
 *
 * <p>Start with {@link io.rollcall.benchmarks.Benchmarks}. The three benchmarks have a package each, and what they are made
 * of, processes, tables and facts about the machine, is in {@link io.rollcall.benchmarks.machine}.
 */
@NullMarked
package io.rollcall.benchmarks;

import org.jspecify.annotations.NullMarked;
