/**
 * The report that holds what the live counters served against what is exact, and what was kept of them for it.
 *
 * <p>Start with {@link io.rollcall.lake.report.RunReport}; a {@link io.rollcall.lake.report.LiveSnapshot} is what is kept.
 */
@NullMarked
package io.rollcall.lake.report;

import org.jspecify.annotations.NullMarked;
