/**
 * The gateway's edge: HTTP in, HTTP out.
 *
 * <p>Start with {@link io.rollcall.ingest.http.EventsEndpoint}. {@link io.rollcall.ingest.http.Doorkeeper} decides from
 * the headers who comes in, {@link io.rollcall.ingest.body} reads no more than it must, and
 * {@link io.rollcall.ingest.http.Answer} is what the client gets. Vert.x routes and not JAX-RS, so that every refusal is
 * ours and a body is never read for nothing.
 */
@NullMarked
package io.rollcall.ingest.http;

import org.jspecify.annotations.NullMarked;
