/**
 * A Kafka broker inside this process and a Redis server beside it, both on loopback and both with their data in a
 * directory that survives {@code kill -9}: for standalone, and for every test that wants the real
 * thing.
 *
 * <p>Start with {@link io.rollcall.embedded.EmbeddedKafka} and {@link io.rollcall.embedded.EmbeddedRedis}; the second
 * is the longer story, because its server outlives us when we are killed.
 */
@NullMarked
package io.rollcall.embedded;

import org.jspecify.annotations.NullMarked;
