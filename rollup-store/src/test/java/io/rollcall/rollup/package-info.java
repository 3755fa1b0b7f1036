/**
 * Tests against a real Redis, each on the one that comes along and on the machine's own, where there is one. Start with
 * {@link io.rollcall.rollup.RollupWriterTest}; {@link io.rollcall.rollup.RedisClusterTest} is the same on a cluster.
 */
@NullMarked
package io.rollcall.rollup;

import org.jspecify.annotations.NullMarked;
