/**
 * Today, before it is over: the open days are counted again and again from what is archived, as long as nobody else works on the lake.
 *
 * <p>Start with {@link io.rollcall.lakehouse.openday.OpenDayRefresh}; {@link io.rollcall.lakehouse.openday.RefreshPace} says how often.
 * What is counted, and that nothing takes it for a published day, is decided in {@link io.rollcall.lake.publish.OpenDayRun}.
 */
@NullMarked
package io.rollcall.lakehouse.openday;

import org.jspecify.annotations.NullMarked;
