package io.rollcall.benchmarks.fence;

import io.rollcall.rollup.Counters;
import io.rollcall.rollup.NowWindow;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One event as the worker has it after reading its stamp.
 *
 * @param shard of the profile
 * @param counters what it adds
 * @param receivedAt when it was received
 */
record Event(LocalDate dt, String region, long profileId, int shard, Counters counters, Instant receivedAt) {
    /** The slice of active now that it belongs to. */
    long slice() {
        return NowWindow.sliceOf(receivedAt.toEpochMilli());
    }
}
