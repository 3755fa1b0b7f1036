/**
 * Commands to the lakehouse of a running system: they ask for something that takes a while, show how far it is, and print what
 * came of it. Start with {@link io.rollcall.standalone.lake.ReconcileCommand}; {@link io.rollcall.standalone.lake.Task} is what
 * the commands have in common.
 */
@NullMarked
package io.rollcall.standalone.lake;

import org.jspecify.annotations.NullMarked;
