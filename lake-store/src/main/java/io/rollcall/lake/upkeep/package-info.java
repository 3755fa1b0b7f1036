/**
 * The upkeep of the lake: small files put together, snapshots let go of, events dropped when their time is over, and what nobody
 * names taken away. No value changes by it.
 *
 * <p>Start with {@link io.rollcall.lake.upkeep.Maintenance}.
 */
@NullMarked
package io.rollcall.lake.upkeep;

import org.jspecify.annotations.NullMarked;
