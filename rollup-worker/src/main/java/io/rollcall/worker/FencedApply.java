package io.rollcall.worker;

import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.RedisRefusedException;
import io.rollcall.rollup.RedisUnavailableException;
import io.rollcall.rollup.ShardBatch;
import io.rollcall.worker.FencedStretch.Outcome;
import io.rollcall.worker.FencedStretch.Round;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Takes the fences of a partition forward over judged records, whatever Redis answers: again with the same call when
 * nobody knows, with fewer records when the fence stands further on, not at all when it stands further back.
 */
@ApplicationScoped
class FencedApply {
    /**
     * The number of tries: what Redis could not do at once, as when a slot has just moved, it can when it is asked
     * again; the rest has to wait.
     */
    private static final int ATTEMPTS = 2;

    private final LiveCounters redis;
    private final RollupMetrics metrics;

    FencedApply(LiveCounters redis, RollupMetrics metrics) {
        this.redis = redis;
        this.metrics = metrics;
    }

    /** Applies judged records up to {@code end} to the shards they belong to. */
    Outcome apply(PartitionRollup partition, List<JudgedRecord> records, long end, long asOfMillis) {
        FencedStretch stretch = new FencedStretch(partition, records, end, asOfMillis);
        Set<Integer> pending = stretch.shards();
        int attempts = ATTEMPTS;
        while (true) {
            Round round = round(stretch, pending);
            if (round.isOver()) {
                return round.outcome();
            }
            if (round.outcome() instanceof Outcome.NotApplied not) {
                attempts--;
                if (attempts == 0 || not.trouble().reason().isPresent()) {
                    return not;
                }
                metrics.retried();
            }
            pending = round.pending();
        }
    }

    /**
     * Takes every shard to {@code end}, where no record in between belongs to it, and finds out on the way whether a fence
     * fell back. Asks once.
     */
    Outcome advance(PartitionRollup partition, long end, long asOfMillis) {
        FencedStretch stretch = new FencedStretch(partition, List.of(), end, asOfMillis);
        return round(stretch, partition.fences().keySet()).outcome();
    }

    /** One pipelined round. */
    private Round round(FencedStretch stretch, Set<Integer> shards) {
        List<ShardBatch> batches = stretch.batches(shards);
        Round round = stretch.settle(batches, call(batches));
        metrics.applied(round.applied());
        return round;
    }

    private List<FenceReply> call(List<ShardBatch> batches) {
        try {
            return redis.apply(batches);
        } catch (RedisRefusedException refused) {
            return Collections.nCopies(
                    batches.size(), new FenceReply.Refused(refused.refusal(), String.valueOf(refused.getMessage())));
        } catch (RedisUnavailableException nowhere) {
            return Collections.nCopies(batches.size(), new FenceReply.Unanswered(String.valueOf(nowhere.getMessage())));
        }
    }
}
