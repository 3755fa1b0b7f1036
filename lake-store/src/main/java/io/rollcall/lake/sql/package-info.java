/**
 * SQL as text: the files of the lake, values as literals, and a handful of rows as a query. It knows no engine and no table.
 *
 * <p>Start with {@link io.rollcall.lake.sql.SqlFile}, which reads a file and fills its parameters in.
 */
@NullMarked
package io.rollcall.lake.sql;

import org.jspecify.annotations.NullMarked;
