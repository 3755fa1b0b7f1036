/**
 * The gateway's side of the log: topics, producer, acknowledgements.
 *
 * <p>Start with {@link io.rollcall.ingest.log.EventLog}, which opens the log and keeps trying, and
 * {@link io.rollcall.ingest.log.OpenLog}, which writes to it. {@link io.rollcall.ingest.log.LogRecords} says what a
 * judged event looks like as a record.
 */
@NullMarked
package io.rollcall.ingest.log;

import org.jspecify.annotations.NullMarked;
