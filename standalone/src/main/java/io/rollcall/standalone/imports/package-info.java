/**
 * The import that {@code rollcall import} runs: a file of events goes through the front door, batch by batch. Start
 * with {@link io.rollcall.standalone.imports.ImportRun}; {@link io.rollcall.standalone.imports.ImportCommand} is the
 * command line around it.
 */
@NullMarked
package io.rollcall.standalone.imports;

import org.jspecify.annotations.NullMarked;
