/**
 * Writes and reads the live counters in Redis; nothing else knows their text.
 *
 * <p>Start with {@link io.rollcall.rollup.RollupWriter} (one atomic call per batch, partition and shard, guarded by the
 * fence; the script is {@code apply.lua}) and {@link io.rollcall.rollup.LiveReader}. {@link io.rollcall.rollup.LiveKeys}
 * names the keys, {@link io.rollcall.rollup.RedisShards} finds the server of a shard.
 * {@link io.rollcall.rollup.LiveRestore} puts days back from outside, {@link io.rollcall.rollup.LiveEraser} takes a profile
 * out.
 */
@NullMarked
package io.rollcall.rollup;

import org.jspecify.annotations.NullMarked;
