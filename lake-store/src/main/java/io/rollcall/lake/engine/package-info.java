/**
 * DuckDB inside the process: bounded memory, spilling to a directory, UTC, nothing downloaded. Start with
 * {@link io.rollcall.lake.engine.Engine}; a {@link io.rollcall.lake.engine.Session} is one piece of work with its own tables.
 */
@NullMarked
package io.rollcall.lake.engine;

import org.jspecify.annotations.NullMarked;
