/**
 * Brings figures from the lake back into the live counters, for days that the log no longer holds.
 *
 * <p>Start with {@link io.rollcall.lakehouse.live.LiveRebuild}; what a rebuild restores, and when it refuses, is decided in
 * {@link io.rollcall.lakehouse.live.RebuildPlan}.
 */
@NullMarked
package io.rollcall.lakehouse.live;

import org.jspecify.annotations.NullMarked;
