/** The arithmetic behind every figure. */
@NullMarked
package io.rollcall.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
