/**
 * Brings events from the log to the lake, and every night from the lake to the exact figures.
 *
 * <p>Start with {@link io.rollcall.lakehouse.archive.Archiver}, which writes bronze, and {@link
 * io.rollcall.lakehouse.reconcile.Reconciler}, which publishes days; {@link io.rollcall.lakehouse.live.LiveRebuild} brings days back into the live
 * counters, {@link io.rollcall.lakehouse.erasure.Eraser} forgets profiles. This package has what they share: where the lake and Redis are.
 */
@NullMarked
package io.rollcall.lakehouse;

import org.jspecify.annotations.NullMarked;
