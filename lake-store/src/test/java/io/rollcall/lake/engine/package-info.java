/** Tests of the engine's limits and of what a session sees. */
@NullMarked
package io.rollcall.lake.engine;

import org.jspecify.annotations.NullMarked;
