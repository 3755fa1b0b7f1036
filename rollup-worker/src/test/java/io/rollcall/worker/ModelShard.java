package io.rollcall.worker;

import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.ShardBatch;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A shard in Redis, as far as the fence goes: what apply.lua does to it, in Java. {@link FenceModelOnRedisTest} holds the two
 * together.
 *
 * @param fences by partition
 * @param ledgers by partition
 * @param watchSec of all that was counted; each record of the model has a decimal digit of its own in it
 */
record ModelShard(Map<Integer, Fence> fences, Map<Integer, Ledger> ledgers, long watchSec) {
    static final ModelShard EMPTY = new ModelShard(Map.of(), Map.of(), 0);

    /** Where a partition stands, and among how few partitions it held shards, as far as that is noted. */
    record Fence(long next, long asOfMillis, int partitions) {}

    /**
     * A call: that takes a fence forward, or that makes one.
     *
     * @param partitions what is noted with a fence that is made
     */
    record Call(ShardBatch batch, boolean begins, int partitions) {
        static Call applies(ShardBatch batch) {
            return new Call(batch, false, 0);
        }

        int partition() {
            return batch.field().partition();
        }
    }

    /** What comes of a call. */
    record Answered(ModelShard shard, FenceReply reply) {}

    Answered answer(Call call, Set<Guard> guards) {
        Fence stored = fences.get(call.partition());
        ShardBatch batch = call.batch();
        if (call.begins()) {
            return stored != null && guards.contains(Guard.BEGIN_ONLY_ABSENT)
                    ? new Answered(this, new FenceReply.Moved(stored.next()))
                    : new Answered(
                            with(call.partition(), new Fence(batch.next(), asOf(stored, batch), call.partitions())),
                            new FenceReply.Applied());
        }
        if (guards.contains(Guard.COMPARE)) {
            if (stored == null) {
                return new Answered(this, new FenceReply.Missing());
            }
            if (stored.next() != batch.expected()) {
                return new Answered(this, new FenceReply.Moved(stored.next()));
            }
        }
        return new Answered(counted(batch).with(call.partition(), fence(stored, batch)), new FenceReply.Applied());
    }

    /** The counters of a call without its fence. */
    ModelShard counted(ShardBatch batch) {
        Map<Integer, Ledger> moved = new TreeMap<>(ledgers);
        if (batch.ledger().records() > 0) {
            moved.merge(batch.field().partition(), batch.ledger(), Ledger::plus);
        }
        long watched = batch.increments().values().stream()
                .mapToLong(one -> one.counters().watchSec())
                .sum();
        return new ModelShard(fences, moved, watchSec + watched);
    }

    private ModelShard with(int partition, Fence fence) {
        Map<Integer, Fence> moved = new TreeMap<>(fences);
        moved.put(partition, fence);
        return new ModelShard(moved, ledgers, watchSec);
    }

    /** What note.lua does. */
    ModelShard noted(int partition, int partitions) {
        Fence fence = fences.get(partition);
        return fence == null || (fence.partitions() != 0 && fence.partitions() % partitions != 0)
                ? this
                : with(partition, new Fence(fence.next(), fence.asOfMillis(), partitions));
    }

    /** The same with nothing noted, which is all that apply.lua knows. */
    ModelShard unnoted() {
        Map<Integer, Fence> bare = new TreeMap<>();
        fences.forEach((partition, fence) -> bare.put(partition, new Fence(fence.next(), fence.asOfMillis(), 0)));
        return new ModelShard(bare, ledgers, watchSec);
    }

    private static Fence fence(@Nullable Fence stored, ShardBatch batch) {
        return new Fence(batch.next(), asOf(stored, batch), stored == null ? 0 : stored.partitions());
    }

    private static long asOf(@Nullable Fence stored, ShardBatch batch) {
        if (batch.asOfMillis() != 0) {
            return batch.asOfMillis();
        }
        return stored == null ? 0 : stored.asOfMillis();
    }
}
