/**
 * Experiments: the sums over published days and open ones that a verdict needs.
 *
 * <p>Start with {@link io.rollcall.lake.experiment.Experiments}.
 */
@NullMarked
package io.rollcall.lake.experiment;

import org.jspecify.annotations.NullMarked;
