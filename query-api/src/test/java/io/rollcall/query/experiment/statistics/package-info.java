/** Tests of the statistics against published worked examples. */
@NullMarked
package io.rollcall.query.experiment.statistics;

import org.jspecify.annotations.NullMarked;
