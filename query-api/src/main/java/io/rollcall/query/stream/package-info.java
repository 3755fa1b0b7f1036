/**
 * The live stream: one reading a second, given to all who listen.
 *
 * <p>Start with {@link io.rollcall.query.stream.LiveResource}. The page that shows it lies in {@code META-INF/resources}.
 */
@NullMarked
package io.rollcall.query.stream;

import org.jspecify.annotations.NullMarked;
