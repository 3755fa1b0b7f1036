/**
 * The exact truth of a day: Rollcall's reconciliation, and the same .sql files in a bare DuckDB on the same raw events. Start with
 * {@link io.rollcall.benchmarks.reconcile.ReconcileCommand}; {@link io.rollcall.benchmarks.reconcile.DayOfEvents} is what is counted.
 */
@NullMarked
package io.rollcall.benchmarks.reconcile;

import org.jspecify.annotations.NullMarked;
