/**
 * The live figures as Redis has them, read once for all who ask at the same time.
 *
 * <p>Start with {@link io.rollcall.query.live.LiveCounters} (what is read, and for how long it is shared) and
 * {@link io.rollcall.query.live.MomentReader} (what the live stream says each second).
 */
@NullMarked
package io.rollcall.query.live;

import org.jspecify.annotations.NullMarked;
