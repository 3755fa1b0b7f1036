/**
 * Measures what exactly-once costs in Redis: the same events are applied through the fence, and in simpler ways that
 * promise less. Start with {@link io.rollcall.benchmarks.fence.FenceCommand}; {@link io.rollcall.benchmarks.fence.Way}
 * is what is compared.
 */
@NullMarked
package io.rollcall.benchmarks.fence;

import org.jspecify.annotations.NullMarked;
