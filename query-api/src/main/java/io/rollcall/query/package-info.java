/**
 * Questions and answers: what may be asked, which metric answers it with which columns, and how its rows are worked out
 * from figures that somebody else has read. No HTTP and no Redis in here.
 *
 * <p>Start with {@link io.rollcall.query.Metrics} (the closed list), {@link io.rollcall.query.QuestionReader} (parameters to
 * a {@link io.rollcall.query.Question}, or a refusal), {@link io.rollcall.query.Row}, and {@link io.rollcall.query.Answers}, which
 * decides which days the lake answers and which the live counters.
 */
@NullMarked
package io.rollcall.query;

import org.jspecify.annotations.NullMarked;
