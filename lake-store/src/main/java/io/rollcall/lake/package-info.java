/**
 * The lake: what its tables hold, how rows get into them in one step with the position in the log they came from, how the
 * .sql files turn them into the exact figures, and how those are published and read.
 *
 * <p>Start with {@link io.rollcall.lake.Lake}, which opens it, and {@link io.rollcall.lake.LakeTable}, which says what is in
 * it. {@link io.rollcall.lake.Bronze} is the archiver's side. Known to lakehouse and query-api, which know nothing
 * of Iceberg's or DuckDB's own text.
 */
@NullMarked
package io.rollcall.lake;

import org.jspecify.annotations.NullMarked;
