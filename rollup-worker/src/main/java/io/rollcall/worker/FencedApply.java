package io.rollcall.worker;

import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.RedisUnavailableException;
import io.rollcall.rollup.ShardBatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Takes the fences of a partition forward over judged records, whatever Redis answers: again with the same call when
 * nobody knows, with fewer records when the fence stands further on, not at all when it stands further back.
 */
@ApplicationScoped
class FencedApply {
    private final LiveRedis redis;
    private final Backoff backoff;
    private final RollupMetrics metrics;

    FencedApply(LiveRedis redis, Backoff backoff, RollupMetrics metrics) {
        this.redis = redis;
        this.backoff = backoff;
        this.metrics = metrics;
    }

    /** How it ended. Sealed: a rewind must not be overlooked. */
    sealed interface Outcome {
        /** Every shard stands at the end of the stretch, or beyond it. */
        record Done() implements Outcome {}

        /** A fence stands behind what this worker had seen applied: Redis lost something. */
        record FenceBehind(String what) implements Outcome {}

        /** The service is stopping; what was not applied will be, from the fence. */
        record Interrupted() implements Outcome {}
    }

    /** Applies judged records up to {@code end} to the shards they belong to. */
    Outcome apply(PartitionRollup partition, List<JudgedRecord> records, long end, long asOfMillis) {
        Map<Integer, List<JudgedRecord>> byShard = records.stream()
                .collect(Collectors.groupingBy(judged -> judged.record().shard(), TreeMap::new, Collectors.toList()));
        return advance(partition, byShard, byShard.keySet(), end, asOfMillis);
    }

    /** Takes every shard to {@code end}, where no record in between belongs to it. Finds out on the way whether a fence fell back. */
    Outcome advance(PartitionRollup partition, long end, long asOfMillis) {
        return advance(partition, Map.of(), partition.fences().keySet(), end, asOfMillis);
    }

    private Outcome advance(
            PartitionRollup partition,
            Map<Integer, List<JudgedRecord>> byShard,
            Collection<Integer> shards,
            long end,
            long asOfMillis) {
        TreeSet<Integer> pending = new TreeSet<>(shards);
        Backoff.Attempts attempts = backoff.begin();
        while (!pending.isEmpty()) {
            List<ShardBatch> batches = pending.stream()
                    .filter(shard -> partition.fence(shard) <= end)
                    .map(shard -> batch(partition, shard, byShard.getOrDefault(shard, List.of()), end, asOfMillis))
                    .toList();
            pending.clear();
            boolean unanswered = false;
            List<FenceReply> replies = call(batches);
            for (int i = 0; i < batches.size(); i++) {
                ShardBatch batch = batches.get(i);
                FenceReply reply = replies.get(i);
                if (reply instanceof FenceReply.Applied) {
                    partition.fenceStandsAt(batch.shard(), end);
                    metrics.applied(batch.ledger());
                } else if (reply instanceof FenceReply.Moved moved) {
                    if (moved.next() < batch.expected()) {
                        return new Outcome.FenceBehind("the fence of shard " + batch.shard() + " fell back from "
                                + batch.expected() + " to " + moved.next());
                    }
                    partition.fenceStandsAt(batch.shard(), moved.next());
                    if (moved.next() < end) {
                        pending.add(batch.shard());
                    }
                } else if (reply instanceof FenceReply.Missing) {
                    return new Outcome.FenceBehind("the fence of shard " + batch.shard() + " is gone");
                } else {
                    pending.add(batch.shard());
                    unanswered = true;
                }
            }
            if (unanswered && !attempts.pause("Redis does not answer", firstProblem(replies))) {
                return new Outcome.Interrupted();
            }
        }
        return new Outcome.Done();
    }

    private List<FenceReply> call(List<ShardBatch> batches) {
        try {
            return redis.writer().apply(batches);
        } catch (RedisUnavailableException nowhere) {
            return batches.stream()
                    .<FenceReply>map(batch -> new FenceReply.Unanswered(String.valueOf(nowhere.getMessage())))
                    .toList();
        }
    }

    private static String firstProblem(List<FenceReply> replies) {
        return replies.stream()
                .filter(FenceReply.Unanswered.class::isInstance)
                .map(reply -> ((FenceReply.Unanswered) reply).why())
                .findFirst()
                .orElse("");
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
        return ShardAggregation.of(shard, partition.field(), fence, end, asOfMillis, unapplied);
    }
}
