/**
 * The lake, as those outside of it see it: a roof over packages by phase, each of which knows only those below it. From the
 * ground up they are files and sql, engine and metric, table and sandbox, day and bronze, count, value, report and experiment, publish,
 * upkeep, erasure.
 *
 * <p>Start with {@link io.rollcall.lake.Lake}, where each piece of work begins, and {@link io.rollcall.lake.Published}, which
 * answers. Known to lakehouse and query-api, which know nothing of Iceberg's or DuckDB's own text.
 */
@NullMarked
package io.rollcall.lake;

import org.jspecify.annotations.NullMarked;
