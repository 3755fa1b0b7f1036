/**
 * Experiments: the question, how it is read from parameters, and the rows that the statistics beneath make of what the lake
 * knows of each variant.
 *
 * <p>Start with {@link io.rollcall.query.experiment.ExperimentAnswers}.
 */
@NullMarked
package io.rollcall.query.experiment;

import org.jspecify.annotations.NullMarked;
