package io.rollcall.benchmarks.fence;

import java.util.List;

/** A way to bring events into Redis. Sealed: each one promises something else, and the report has to say what. */
sealed interface Way permits FencedWay, AggregatedWay, PerEventWay, TwoCommandsWay {
    String name();

    /** The promise about its counters after a crash, a retry or a rebalance, and whether the daily count is exact. */
    String promise();

    /** Gets ready on an empty Redis. */
    void begin();

    /** Applies the next poll and returns when Redis has answered. */
    void apply(List<Event> poll);
}
