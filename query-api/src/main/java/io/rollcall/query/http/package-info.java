/**
 * The addresses: parameters in, JSON, CSV, server-sent events and problems out.
 *
 * <p>Start with {@link io.rollcall.query.http.MetricResource} and {@link io.rollcall.query.http.LiveResource}.
 * {@link io.rollcall.query.http.ProblemMappers} turns whatever goes wrong into an RFC 9457 problem.
 */
@NullMarked
package io.rollcall.query.http;

import org.jspecify.annotations.NullMarked;
