/**
 * The whole system in one process: what {@code ./rollcall} runs. Start with {@link io.rollcall.standalone.Rollcall}
 * (the command line) and {@link io.rollcall.standalone.UpCommand} (servers first, then the services, and the same way
 * back).
 */
@NullMarked
package io.rollcall.standalone;

import org.jspecify.annotations.NullMarked;
