/** The day that is counted, and that both sides count the same. */
@NullMarked
package io.rollcall.benchmarks.reconcile;

import org.jspecify.annotations.NullMarked;
