/**
 * Erases profiles that want to be forgotten.
 *
 * <p>Start with {@link io.rollcall.lakehouse.erasure.Eraser}: a tombstone on the log first, so that nothing more comes in, then
 * the live counters, then the lake. {@link io.rollcall.lakehouse.erasure.NightlyErasure} does it again for recent tombstones.
 */
@NullMarked
package io.rollcall.lakehouse.erasure;

import org.jspecify.annotations.NullMarked;
