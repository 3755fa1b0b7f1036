/**
 * Reads a topic that others write, for whoever brings its records onto the log: each of them once, also where a process
 * dies between the records that it wrote and the position that it commits.
 *
 * <p>Start with {@link io.rollcall.log.bridge.SourceReader}; {@link io.rollcall.log.bridge.Intent} is what it leaves
 * behind before a batch, {@link io.rollcall.log.bridge.SourcePosition} what each record on the log says of where it
 * came from.
 */
@NullMarked
package io.rollcall.log.bridge;

import org.jspecify.annotations.NullMarked;
