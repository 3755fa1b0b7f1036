/**
 * The raw events: rows and the position in the log that they came from, in one commit.
 *
 * <p>Start with {@link io.rollcall.lake.bronze.Bronze}, which is the archiver's side.
 */
@NullMarked
package io.rollcall.lake.bronze;

import org.jspecify.annotations.NullMarked;
