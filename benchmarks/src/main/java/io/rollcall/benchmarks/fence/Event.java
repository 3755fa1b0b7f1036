package io.rollcall.benchmarks.fence;

import io.rollcall.rollup.Counters;
import java.time.LocalDate;

/**
 * One event as the worker has it after reading its stamp.
 *
 * @param shard of the profile
 * @param counters what it adds
 * @param minute it was received in, since the epoch
 */
record Event(LocalDate dt, String region, long profileId, int shard, Counters counters, long minute) {}
