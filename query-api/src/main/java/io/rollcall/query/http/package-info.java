/**
 * The addresses: parameters in, JSON, CSV and problems out.
 *
 * <p>Start with {@link io.rollcall.query.http.MetricResource}. {@link io.rollcall.query.http.CallerLimits} says who may ask how
 * much at a time, {@link io.rollcall.query.http.AnswerWriter} sends rows while they are read, and
 * {@link io.rollcall.query.http.ProblemMappers} turns whatever goes wrong into an RFC 9457 problem.
 */
@NullMarked
package io.rollcall.query.http;

import org.jspecify.annotations.NullMarked;
