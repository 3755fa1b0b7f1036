/**
 * Experiments: the questions, how they are read from parameters, the list of those that there are, and the rows that the statistics
 * beneath make of what the lake knows of each variant.
 *
 * <p>Start with {@link io.rollcall.query.experiment.ExperimentAnswers}; {@link io.rollcall.query.experiment.ExperimentListing} is the
 * list.
 */
@NullMarked
package io.rollcall.query.experiment;

import org.jspecify.annotations.NullMarked;
