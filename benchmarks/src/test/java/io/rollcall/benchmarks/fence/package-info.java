/** The workload that all ways get. */
@NullMarked
package io.rollcall.benchmarks.fence;

import org.jspecify.annotations.NullMarked;
