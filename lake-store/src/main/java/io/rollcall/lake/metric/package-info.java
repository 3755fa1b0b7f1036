/**
 * What is known of metrics without any table: what they are called and what their parameters mean. It knows SQL as text and
 * nothing else.
 *
 * <p>Start with {@link io.rollcall.lake.metric.PublishedMetric}.
 */
@NullMarked
package io.rollcall.lake.metric;

import org.jspecify.annotations.NullMarked;
