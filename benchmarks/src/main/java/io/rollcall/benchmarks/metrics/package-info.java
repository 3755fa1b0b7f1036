/**
 * Measures how fast the metrics are answered from published tables, and how long the night takes to work them out.
 *
 * <p>Start with {@link io.rollcall.benchmarks.metrics.MetricsCommand}.
 */
@NullMarked
package io.rollcall.benchmarks.metrics;

import org.jspecify.annotations.NullMarked;
