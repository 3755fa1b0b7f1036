/**
 * Questions and answers: what may be asked, which metric answers it with which columns, and how its rows are worked out
 * from figures that somebody else has read. No HTTP and no Redis in here.
 *
 * <p>Start with {@link io.rollcall.query.Metrics} (the closed list), {@link io.rollcall.query.QuestionReader} (parameters to
 * a {@link io.rollcall.query.Question}, or a refusal) and {@link io.rollcall.query.Row}. {@link io.rollcall.query.MetricSource}
 * is the seam behind which published figures will stand beside the live ones.
 */
@NullMarked
package io.rollcall.query;

import org.jspecify.annotations.NullMarked;
