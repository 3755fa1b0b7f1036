/**
 * The side door: a topic that other producers write, whose records are judged as those of {@code POST /v1/events} are,
 * stamped, and brought onto the log, each once. Off unless a topic is named.
 *
 * <p>Start with {@link io.rollcall.ingest.bridge.Bridge}; {@link io.rollcall.ingest.bridge.BridgeJudge} decides about a
 * record.
 */
@NullMarked
package io.rollcall.ingest.bridge;

import org.jspecify.annotations.NullMarked;
