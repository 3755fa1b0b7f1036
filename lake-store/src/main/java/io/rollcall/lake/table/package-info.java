/**
 * The tables of the lake: what they hold, how rows are read from them and come into them, and what guards a commit. Everything
 * above works on tables through this package; nobody outside of the lake does.
 *
 * <p>Start with {@link io.rollcall.lake.table.Tables}, which opens them, and {@link io.rollcall.lake.table.LakeTable}, which says what is in
 * them; a {@link io.rollcall.lake.table.TableSession} is one piece of work.
 */
@NullMarked
package io.rollcall.lake.table;

import org.jspecify.annotations.NullMarked;
