package io.rollcall.lakehouse.erasure;

import io.rollcall.lake.erasure.ErasureProof;
import io.rollcall.rollup.DayCounters;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;

/**
 * The outcome of an erasure.
 *
 * @param requestedAt what its tombstone says
 * @param live what was taken out of the live counters of each day
 * @param lake what was done to the lake's files, and that none of them holds the profile
 */
record Erased(long profileId, Instant requestedAt, SortedMap<LocalDate, DayCounters> live, ErasureProof lake) {}
