package io.rollcall.worker;

import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.RedisRefusedException;
import io.rollcall.rollup.RedisUnavailableException;
import io.rollcall.rollup.ShardBatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Takes the fences of a partition forward over judged records, whatever Redis answers: again with the same call when
 * nobody knows, with fewer records when the fence stands further on, not at all when it stands further back.
 */
@ApplicationScoped
class FencedApply {
    /** What Redis could not do at once, as when a slot has just moved, it can when it is asked again; the rest has to wait. */
    private static final int ATTEMPTS = 2;

    private final LiveRedis redis;
    private final RollupMetrics metrics;

    FencedApply(LiveRedis redis, RollupMetrics metrics) {
        this.redis = redis;
        this.metrics = metrics;
    }

    /** How it ended. Sealed: a rewind must not be overlooked. */
    sealed interface Outcome {
        /** Every shard stands at the end of the stretch, or beyond it. */
        record Done() implements Outcome {}

        /** A fence stands behind what this worker had seen applied: Redis lost something. */
        record FenceBehind(String what) implements Outcome {}

        /** Some shards could not be applied; asking again with the same call is safe. */
        record NotApplied(Trouble trouble) implements Outcome {}
    }

    /** Applies judged records up to {@code end} to the shards they belong to. */
    Outcome apply(PartitionRollup partition, List<JudgedRecord> records, long end, long asOfMillis) {
        Map<Integer, List<JudgedRecord>> byShard = records.stream()
                .collect(Collectors.groupingBy(judged -> judged.record().shard(), TreeMap::new, Collectors.toList()));
        Set<Integer> pending = byShard.keySet();
        int attempts = ATTEMPTS;
        while (true) {
            Round round = round(partition, byShard, pending, end, asOfMillis);
            if (round.outcome() instanceof Outcome.NotApplied not) {
                attempts--;
                if (attempts == 0 || not.trouble().reason().isPresent()) {
                    return not;
                }
                metrics.retried();
            } else if (round.pending().isEmpty() || round.outcome() instanceof Outcome.FenceBehind) {
                return round.outcome();
            }
            pending = round.pending();
        }
    }

    /**
     * Takes every shard to {@code end}, where no record in between belongs to it, and finds out on the way whether a fence
     * fell back. Asks once.
     */
    Outcome advance(PartitionRollup partition, long end, long asOfMillis) {
        return round(partition, Map.of(), partition.fences().keySet(), end, asOfMillis)
                .outcome();
    }

    /** One pipelined round: how it went, and the shards that are not at the end yet. */
    private record Round(Outcome outcome, Set<Integer> pending) {}

    private Round round(
            PartitionRollup partition,
            Map<Integer, List<JudgedRecord>> byShard,
            Set<Integer> shards,
            long end,
            long asOfMillis) {
        List<ShardBatch> batches = shards.stream()
                .filter(shard -> partition.fence(shard) <= end)
                .sorted()
                .map(shard -> batch(partition, shard, byShard.getOrDefault(shard, List.of()), end, asOfMillis))
                .toList();
        List<FenceReply> replies = call(batches);
        Set<Integer> pending = new TreeSet<>();
        Outcome outcome = new Outcome.Done();
        for (int i = 0; i < batches.size(); i++) {
            Outcome one = settle(partition, batches.get(i), replies.get(i));
            if (one instanceof Outcome.FenceBehind) {
                return new Round(one, pending);
            }
            if (one instanceof Outcome.NotApplied
                    || partition.fence(batches.get(i).shard()) < end) {
                pending.add(batches.get(i).shard());
            }
            outcome = worse(outcome, one);
        }
        return new Round(outcome, pending);
    }

    /** What a person has to mend says more than what passes by itself. */
    private static Outcome worse(Outcome known, Outcome one) {
        boolean isKnownToNeedAPerson = known instanceof Outcome.NotApplied not
                && not.trouble().reason().isPresent();
        return one instanceof Outcome.NotApplied && !isKnownToNeedAPerson ? one : known;
    }

    private Outcome settle(PartitionRollup partition, ShardBatch batch, FenceReply reply) {
        if (reply instanceof FenceReply.Applied) {
            partition.fenceStandsAt(batch.shard(), batch.next());
            metrics.applied(batch.ledger());
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

    private List<FenceReply> call(List<ShardBatch> batches) {
        try {
            return redis.writer().apply(batches);
        } catch (RedisRefusedException refused) {
            return Collections.nCopies(
                    batches.size(), new FenceReply.Refused(refused.refusal(), String.valueOf(refused.getMessage())));
        } catch (RedisUnavailableException nowhere) {
            return Collections.nCopies(batches.size(), new FenceReply.Unanswered(String.valueOf(nowhere.getMessage())));
        }
    }

    private static ShardBatch batch(
            PartitionRollup partition, int shard, List<JudgedRecord> records, long end, long asOfMillis) {
        long fence = partition.fence(shard);
        List<JudgedRecord> unapplied = new ArrayList<>(records.size());
        for (JudgedRecord judged : records) {
            if (judged.record().offset() >= fence) {
                unapplied.add(judged);
            }
        }
        return ShardAggregation.of(
                shard, partition.field(), fence, end, partition.leaderEpoch(), asOfMillis, unapplied);
    }
}
