/** The end of threads that work on the log. Start with {@link io.rollcall.log.stop.Stopping}. */
@NullMarked
package io.rollcall.log.stop;

import org.jspecify.annotations.NullMarked;
