/**
 * Reads a request's body within bounds of memory, of time and of fairness.
 *
 * <p>Start with {@link io.rollcall.ingest.body.BodyReader}; {@link io.rollcall.ingest.body.InFlight} says what all bodies
 * together may take and who gives way, {@link io.rollcall.ingest.body.BodyPace} how slow one may come.
 */
@NullMarked
package io.rollcall.ingest.body;

import org.jspecify.annotations.NullMarked;
