/**
 * A reconciliation: it counts the days that are due and publishes them, with all that follows from them, in one step.
 *
 * <p>Start with {@link io.rollcall.lake.publish.Publication}.
 */
@NullMarked
package io.rollcall.lake.publish;

import org.jspecify.annotations.NullMarked;
