/**
 * Counts a day from its raw events: bronze to silver, silver to the counted tables of gold.
 *
 * <p>Start with {@link io.rollcall.lake.count.DayCount}; {@link io.rollcall.lake.count.CountedTable} lists what it fills.
 */
@NullMarked
package io.rollcall.lake.count;

import org.jspecify.annotations.NullMarked;
