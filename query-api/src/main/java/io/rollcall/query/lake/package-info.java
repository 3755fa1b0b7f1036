/**
 * The published figures as the lake has them.
 *
 * <p>Start with {@link io.rollcall.query.lake.PublishedLake}. {@link io.rollcall.query.lake.OwnLake} opens the lake where no
 * lakehouse shares the process.
 */
@NullMarked
package io.rollcall.query.lake;

import org.jspecify.annotations.NullMarked;
