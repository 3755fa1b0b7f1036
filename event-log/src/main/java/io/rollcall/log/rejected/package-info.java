/**
 * The topic of the rejected: what its records say beside an event's bytes, and reading them, the newest first.
 *
 * <p>Start with {@link io.rollcall.log.rejected.RejectedReader}.
 */
@NullMarked
package io.rollcall.log.rejected;

import org.jspecify.annotations.NullMarked;
