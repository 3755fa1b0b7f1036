/**
 * The live side of the reconciliation's report: what the live counters say of days that are about to be published, read
 * with the fences it belongs to. What is made of it is decided in lake-store's SQL; Redis is never waited for.
 *
 * <p>Start with {@link io.rollcall.lakehouse.report.LiveSideReader}.
 */
@NullMarked
package io.rollcall.lakehouse.report;

import org.jspecify.annotations.NullMarked;
