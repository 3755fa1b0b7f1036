/**
 * The live counters in a Quarkus application: where Redis is and how it is reached says {@code quarkus.redis.*}, as in any
 * other; who wants the counters injects {@link io.rollcall.rollup.RedisShards}, and gets connections of its own.
 *
 * <p>Start with {@link io.rollcall.rollup.quarkus.ConfiguredRedis}.
 */
@NullMarked
package io.rollcall.rollup.quarkus;

import org.jspecify.annotations.NullMarked;
