/**
 * Every metric there is, one class each: its name, its version, its columns, its parameters with their defaults, and the
 * computations its values come from. The package is pure: it reads no table and asks no engine, and of the lake it knows only how
 * SQL is written.
 *
 * <p>Start with {@link io.rollcall.lake.metric.Metrics}, the list, and with {@link io.rollcall.lake.metric.Funnel} for a metric
 * with parameters. {@link io.rollcall.lake.metric.Arguments} says what a question's parameters add up to.
 */
@NullMarked
package io.rollcall.lake.metric;

import org.jspecify.annotations.NullMarked;
