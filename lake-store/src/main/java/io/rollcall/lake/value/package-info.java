/**
 * Values of metrics: worked out at night from the published days, kept, and answered; with a question's own parameters worked
 * out at once.
 *
 * <p>Start with {@link io.rollcall.lake.value.MetricRun} for the night and {@link io.rollcall.lake.value.Figures} for the questions.
 */
@NullMarked
package io.rollcall.lake.value;

import org.jspecify.annotations.NullMarked;
