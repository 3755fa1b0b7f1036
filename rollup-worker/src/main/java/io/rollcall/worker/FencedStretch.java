package io.rollcall.worker;

import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.ShardBatch;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Judged records of a partition on their way into the shards: what each call holds, and what its answer means. The rule of the
 * fence on the worker's side, without I/O.
 */
final class FencedStretch {
    /** The meaning of what Redis answers. Sealed: a rewind must not be overlooked. */
    sealed interface Outcome {
        /** Every shard stands where its answer says, at the end of the stretch or on the way there. */
        record Done() implements Outcome {}

        /** A fence stands behind what this worker had seen applied: Redis lost something. */
        record FenceBehind(String what) implements Outcome {}

        /** Some shards could not be applied; asking again with the same call is safe. */
        record NotApplied(Trouble trouble) implements Outcome {}
    }

    /**
     * One pipelined round of calls.
     *
     * @param pending the shards that are not at the end yet; of no meaning where a fence is behind
     * @param applied what its answers say was applied by it
     */
    record Round(Outcome outcome, Set<Integer> pending, Ledger applied) {
        /** Says whether no other round is to follow. */
        boolean isOver() {
            return outcome instanceof Outcome.FenceBehind || pending.isEmpty();
        }
    }

    private final PartitionRollup partition;
    private final Map<Integer, List<JudgedRecord>> byShard;
    private final long end;
    private final long asOfMillis;

    /**
     * Takes shards to an end.
     *
     * @param records judged, in order, from where their shards stand
     * @param asOfMillis up to when everything received is in the counters then
     */
    FencedStretch(PartitionRollup partition, List<JudgedRecord> records, long end, long asOfMillis) {
        this.partition = partition;
        this.byShard = records.stream()
                .collect(Collectors.groupingBy(judged -> judged.record().shard(), TreeMap::new, Collectors.toList()));
        this.end = end;
        this.asOfMillis = asOfMillis;
    }

    /** The shards that have records. */
    Set<Integer> shards() {
        return byShard.keySet();
    }

    /** The calls that take shards to the end, each from where it stands: what lies before that is applied, and never part of a call. */
    List<ShardBatch> batches(Collection<Integer> shards) {
        return shards.stream()
                .filter(shard -> partition.fence(shard) <= end)
                .sorted()
                .map(this::batch)
                .toList();
    }

    private ShardBatch batch(int shard) {
        long fence = partition.fence(shard);
        List<JudgedRecord> unapplied = byShard.getOrDefault(shard, List.of()).stream()
                .filter(judged -> judged.record().offset() >= fence)
                .toList();
        return ShardAggregation.of(
                shard, partition.field(), fence, end, partition.leaderEpoch(), asOfMillis, unapplied);
    }

    /** Takes note of the answers, one a call, in their order. */
    Round settle(List<ShardBatch> batches, List<FenceReply> replies) {
        Set<Integer> pending = new TreeSet<>();
        Ledger applied = Ledger.NOTHING;
        Outcome outcome = new Outcome.Done();
        for (int i = 0; i < batches.size(); i++) {
            ShardBatch batch = batches.get(i);
            Outcome one = settle(batch, replies.get(i));
            if (one instanceof Outcome.FenceBehind) {
                return new Round(one, pending, applied);
            }
            if (replies.get(i) instanceof FenceReply.Applied) {
                applied = applied.plus(batch.ledger());
            }
            if (one instanceof Outcome.NotApplied || partition.fence(batch.shard()) < end) {
                pending.add(batch.shard());
            }
            outcome = worse(outcome, one);
        }
        return new Round(outcome, pending, applied);
    }

    /** Picks the worse of two outcomes: what a person has to mend says more than what passes by itself. */
    private static Outcome worse(Outcome known, Outcome one) {
        boolean isKnownToNeedAPerson = known instanceof Outcome.NotApplied not
                && not.trouble().reason().isPresent();
        return one instanceof Outcome.NotApplied && !isKnownToNeedAPerson ? one : known;
    }

    private Outcome settle(ShardBatch batch, FenceReply reply) {
        if (reply instanceof FenceReply.Applied) {
            partition.fenceStandsAt(batch.shard(), batch.next());
            return new Outcome.Done();
        }
        if (reply instanceof FenceReply.Moved moved && moved.next() >= batch.expected()) {
            // An earlier call of ours whose reply was lost, or another worker: what lies before is applied.
            partition.fenceStandsAt(batch.shard(), moved.next());
            return new Outcome.Done();
        }
        if (reply instanceof FenceReply.Unanswered unanswered) {
            return new Outcome.NotApplied(Trouble.passing("Redis does not answer (" + unanswered.why() + ")"));
        }
        if (reply instanceof FenceReply.Refused refused) {
            return new Outcome.NotApplied(Trouble.refused(refused.why(), refused.detail()));
        }
        String now = reply instanceof FenceReply.Moved moved ? "fell back to " + moved.next() : "is gone";
        return new Outcome.FenceBehind(
                "the fence of shard " + batch.shard() + ", last at " + batch.expected() + ", " + now);
    }
}
