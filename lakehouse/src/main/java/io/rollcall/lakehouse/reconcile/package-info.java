/**
 * Works out the published figures from bronze, every night and on demand.
 *
 * <p>Start with {@link io.rollcall.lakehouse.reconcile.Reconciler}. Which days are due and what becomes of them is decided
 * in {@link io.rollcall.lake.publish.Publication}; {@link io.rollcall.lakehouse.reconcile.ReconciliationApi} is its address. Here is when, in which order, and what an operator sees of it. Whoever compares the
 * exact figures with the live ones observes the {@link io.rollcall.lakehouse.reconcile.Reconciliation} that every run
 * ends with.
 */
@NullMarked
package io.rollcall.lakehouse.reconcile;

import org.jspecify.annotations.NullMarked;
