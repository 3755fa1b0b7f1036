/**
 * The statistics of experiments: from sums over the profiles of each variant to differences, intervals and p-values. Pure; the
 * distributions are Apache Commons Statistics'.
 *
 * <p>Start with {@link io.rollcall.query.experiment.statistics.Analysis}.
 */
@NullMarked
package io.rollcall.query.experiment.statistics;

import org.jspecify.annotations.NullMarked;
