/**
 * Takes profiles out of every table, and off the disk, and proves it.
 *
 * <p>Start with {@link io.rollcall.lake.erasure.Erasure}.
 */
@NullMarked
package io.rollcall.lake.erasure;

import org.jspecify.annotations.NullMarked;
