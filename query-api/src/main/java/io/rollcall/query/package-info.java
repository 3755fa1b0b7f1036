/**
 * Answers questions about a metric: it decides which days the lake answers and which the live counters do, and works
 * out the rows from figures that somebody else has read. There is no HTTP and no Redis in here.
 *
 * <p>Start with {@link io.rollcall.query.QuestionParser} (parameters to a {@link io.rollcall.query.Question}, or a refusal),
 * and {@link io.rollcall.query.Answers}, which decides who answers which days.
 */
@NullMarked
package io.rollcall.query;

import org.jspecify.annotations.NullMarked;
