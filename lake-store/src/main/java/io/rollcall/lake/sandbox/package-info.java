/**
 * Questions in SQL that somebody else has written. Each is answered by a process of its own, with an engine of its own, which has
 * the files of the views that the question names and nothing else: no settings, no secrets, no other file, no network, and no more
 * memory, time and disk than it was given. Whatever it does to itself, it does to nobody else.
 *
 * <p>Start with {@link io.rollcall.lake.sandbox.Sandbox}; {@link io.rollcall.lake.sandbox.SqlRules} says what may be asked, and
 * {@link io.rollcall.lake.sandbox.SandboxMain} is the other process.
 */
@NullMarked
package io.rollcall.lake.sandbox;

import org.jspecify.annotations.NullMarked;
