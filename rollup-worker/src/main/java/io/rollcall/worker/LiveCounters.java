package io.rollcall.worker;

import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.ShardBatch;
import io.rollcall.rollup.ShardFence;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls that the rollup makes to the live counters. What asks for fences throws {@link
 * io.rollcall.rollup.RedisUnavailableException} when nobody answers.
 */
interface LiveCounters {
    /** Refuses counters of these shards that may be forgotten, with {@link io.rollcall.rollup.UnsafeRedisException}. */
    void requireSafe(Collection<Integer> shards);

    /** Says where these shards stand; empty where there is no fence. */
    Map<Integer, Optional<ShardFence>> fences(FenceField field, Collection<Integer> shards);

    /** Says the same of those that answer, and leaves out the others. */
    Map<Integer, Optional<ShardFence>> fencesWithinReach(FenceField field, Collection<Integer> shards);

    /** Says whether one of these shards has a fence of a topic of the same name that is gone. */
    boolean knowsAnotherTopic(FenceField field, Collection<Integer> shards);

    /** Sets fences where there are none, with how few partitions have put shards into this one; a reply for each. */
    List<FenceReply> begin(FenceField field, Collection<Integer> missing, long start, long sinceMillis, int partitions);

    /** Notes the same with fences that are there: how few partitions have put shards into this one. Throws like what asks for fences. */
    void note(FenceField field, Collection<Integer> shards, int partitions);

    /** Applies each batch where the fence stands as it expects; a reply for each. */
    List<FenceReply> apply(List<ShardBatch> batches);
}
