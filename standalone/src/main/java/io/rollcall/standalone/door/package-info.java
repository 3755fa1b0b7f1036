/**
 * Commands to the gateway of a running system about what comes in: to see it, and to bring in what was refused. Start with
 * {@link io.rollcall.standalone.door.TailCommand}.
 */
@NullMarked
package io.rollcall.standalone.door;

import org.jspecify.annotations.NullMarked;
