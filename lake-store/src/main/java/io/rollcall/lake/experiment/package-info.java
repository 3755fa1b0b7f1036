/**
 * Experiments: which were seen on published days and open ones, and the sums over such days that a verdict needs.
 *
 * <p>Start with {@link io.rollcall.lake.experiment.ExperimentsSeen} and {@link io.rollcall.lake.experiment.Experiments}.
 */
@NullMarked
package io.rollcall.lake.experiment;

import org.jspecify.annotations.NullMarked;
