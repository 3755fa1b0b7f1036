/**
 * What was refused and is kept: how much of it there is and why, and its way through the front door again once what was wrong
 * is right.
 *
 * <p>Start with {@link io.rollcall.ingest.rejected.RejectedLog}.
 */
@NullMarked
package io.rollcall.ingest.rejected;

import org.jspecify.annotations.NullMarked;
