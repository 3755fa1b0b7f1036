/**
 * The gateway's side of the log: one producer for all requests, and its acknowledgements.
 *
 * <p>Start with {@link io.rollcall.ingest.log.EventLog}, which opens the log and keeps trying, and
 * {@link io.rollcall.ingest.log.OpenLog}, which writes to it. What the topics must be and what a record looks like is
 * {@link io.rollcall.log}'s to say.
 */
@NullMarked
package io.rollcall.ingest.log;

import org.jspecify.annotations.NullMarked;
