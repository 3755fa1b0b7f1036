/**
 * Measures how long an event takes from its 202 to the answer of {@code dau}. Start with
 * {@link io.rollcall.benchmarks.freshness.FreshnessCommand}.
 */
@NullMarked
package io.rollcall.benchmarks.freshness;

import org.jspecify.annotations.NullMarked;
