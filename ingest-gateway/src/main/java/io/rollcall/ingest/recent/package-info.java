/**
 * The last few hundred events of this gateway and what was made of them: in memory only, and only for as long as others do
 * not take their place, or an hour.
 *
 * <p>Start with {@link io.rollcall.ingest.recent.RecentEvents}.
 */
@NullMarked
package io.rollcall.ingest.recent;

import org.jspecify.annotations.NullMarked;
