/**
 * The HTTP addresses of the query API: they take parameters and answer with JSON, CSV and problems.
 *
 * <p>Start with {@link io.rollcall.query.http.MetricResource}. {@link io.rollcall.query.http.CallerLimits} limits how
 * much each caller may ask at a time, {@link io.rollcall.query.http.AnswerWriter} sends rows while they are read, and
 * {@link io.rollcall.query.http.ProblemMappers} turns whatever goes wrong into an RFC 9457 problem.
 */
@NullMarked
package io.rollcall.query.http;

import org.jspecify.annotations.NullMarked;
