package io.rollcall.benchmarks.fence;

import io.rollcall.benchmarks.machine.CannotMeasureException;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.KeyLife;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.RedisShards;
import io.rollcall.rollup.RollupWriter;
import io.rollcall.rollup.ShardBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rollcall's way of bringing events into Redis: one atomic call a shard, against the fence. */
final class FencedWay implements Way {
    private static final FenceField FIELD = new FenceField("benchmark", Workload.PARTITION);
    private static final int LEADER_EPOCH = 0;

    private final RollupWriter writer;
    private Instant now = Instant.EPOCH;
    private long offset;

    FencedWay(RedisShards shards, KeyLife life) {
        this.writer = new RollupWriter(shards, life, () -> now);
    }

    @Override
    public String name() {
        return "fenced (Rollcall)";
    }

    @Override
    public String promise() {
        return "exactly once, exact DAU";
    }

    @Override
    public void begin() {
        offset = 0;
        requireApplied(writer.begin(FIELD, Workload.shards(), 0, 0, 0));
    }

    @Override
    public void apply(List<Event> poll) {
        now = poll.get(0).receivedAt();
        Map<Integer, Aggregation> byShard = Aggregation.of(poll);
        long next = offset + poll.size();
        List<ShardBatch> batches = new ArrayList<>();
        for (int shard : Workload.shards()) {
            batches.add(batch(shard, next, byShard.getOrDefault(shard, new Aggregation(0, Map.of(), Map.of()))));
        }
        requireApplied(writer.apply(batches));
        offset = next;
    }

    private ShardBatch batch(int shard, long next, Aggregation sum) {
        return new ShardBatch(
                shard,
                FIELD,
                offset,
                next,
                LEADER_EPOCH,
                0,
                new Ledger(sum.events(), 0, 0, 0),
                sum.increments(),
                sum.seen(),
                Map.of());
    }

    private static void requireApplied(List<FenceReply> replies) {
        replies.stream()
                .filter(reply -> !(reply instanceof FenceReply.Applied))
                .findFirst()
                .ifPresent(reply -> {
                    throw new CannotMeasureException("Redis did not apply a batch: " + reply);
                });
    }
}
