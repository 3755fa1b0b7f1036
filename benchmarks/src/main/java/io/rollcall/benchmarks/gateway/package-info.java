/**
 * Compares the gateway with kafka-producer-perf-test: both get the same broker, topic, records and producer settings,
 * in turn, in the same run. Start with {@link io.rollcall.benchmarks.gateway.GatewayCommand}.
 */
@NullMarked
package io.rollcall.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
