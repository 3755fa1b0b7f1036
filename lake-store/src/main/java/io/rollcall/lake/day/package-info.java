/**
 * Days as they are published: their status, which of them are due, and the one table whose commit publishes them.
 *
 * <p>Start with {@link io.rollcall.lake.day.PublishedDay}; {@link io.rollcall.lake.day.DueDays} decides, {@link
 * io.rollcall.lake.day.DaySwitch} publishes.
 */
@NullMarked
package io.rollcall.lake.day;

import org.jspecify.annotations.NullMarked;
