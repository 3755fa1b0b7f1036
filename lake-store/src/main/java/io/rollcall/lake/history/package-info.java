/**
 * Keeps what is known of all days together up to date: the first days of profiles, the sessions that were under way at
 * the end of each day, and which days are known at all.
 *
 * <p>Start with {@link io.rollcall.lake.history.History}.
 */
@NullMarked
package io.rollcall.lake.history;

import org.jspecify.annotations.NullMarked;
