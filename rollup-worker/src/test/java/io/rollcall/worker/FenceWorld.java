package io.rollcall.worker;

import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.ShardFence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that the model knows at one moment: a state of {@link FenceModel}.
 *
 * @param partitions how many the topic has
 * @param shards as they stand in Redis
 * @param earlier of each shard what Redis may fall back to
 * @param hands workers, each with a partition that it takes for its own; two may have the same one
 * @param ghosts calls whose sender has given up waiting, and that may arrive all the same
 * @param left how much may still go wrong
 */
record FenceWorld(
        ModelLog log,
        int partitions,
        List<ModelShard> shards,
        List<Set<ModelShard>> earlier,
        List<Hand> hands,
        List<ModelShard.Call> ghosts,
        Faults left) {

    /** How often something goes wrong. */
    record Faults(int lost, int rollbacks, int crashes, int growths) {}

    /** A worker with a partition. */
    record Hand(int partition, Doing doing) {}

    /** What a worker is doing with its partition. */
    sealed interface Doing {
        /** It does not know where it stands. */
        record Unplaced(Set<Integer> strangers) implements Doing {}

        /** It asks one shard after the other where it stands, and the log where it ends. */
        record Looking(
                Set<Integer> strangers, int partitions, Optional<Long> end, List<Optional<ModelShard.Fence>> seen)
                implements Doing {}

        /** It has sent the fences that were missing. */
        record Beginning(Set<Integer> strangers, int partitions, Calls calls) implements Doing {}

        /** It notes with fences, of one shard after the other, how few partitions there have been, and will read then. */
        record Noting(List<Integer> unaware, int fewest, Position then) implements Doing {}

        /** It reads. */
        record Reading(Position at) implements Doing {}

        /** It has sent what it read, up to an offset; of an idle partition that is nothing. */
        record Applying(Position before, Map<Integer, Long> fences, long readTo, Calls calls) implements Doing {
            boolean isIdle() {
                return readTo == before.next();
            }
        }

        /** It waits for a person. */
        record Stopped(String why) implements Doing {}
    }

    /** Where a worker stands: enough to make its {@link PartitionRollup} again. */
    record Position(Set<Integer> strangers, long warmFrom, long next, Map<Integer, Long> fences, long asOfMillis) {}

    /** Calls under way, with the answers that have come. */
    record Calls(List<ModelShard.Call> sent, List<Optional<FenceReply>> replies) {
        static Calls of(List<ModelShard.Call> sent) {
            return new Calls(
                    sent, sent.stream().map(any -> Optional.<FenceReply>empty()).toList());
        }

        Calls with(int number, FenceReply reply) {
            List<Optional<FenceReply>> more = new ArrayList<>(replies);
            more.set(number, Optional.of(reply));
            return new Calls(sent, List.copyOf(more));
        }

        boolean isOpen(int number) {
            return replies.get(number).isEmpty();
        }

        boolean areAnswered() {
            return replies.stream().allMatch(Optional::isPresent);
        }

        List<FenceReply> answers() {
            return replies.stream().map(Optional::orElseThrow).toList();
        }

        List<ModelShard.Call> open() {
            List<ModelShard.Call> open = new ArrayList<>();
            for (int i = 0; i < sent.size(); i++) {
                if (isOpen(i)) {
                    open.add(sent.get(i));
                }
            }
            return open;
        }
    }

    FenceWorld with(ModelLog longer) {
        return new FenceWorld(longer, partitions, shards, earlier, hands, ghosts, left);
    }

    FenceWorld grown(int to) {
        Faults fewer = new Faults(left.lost, left.rollbacks, left.crashes, left.growths - 1);
        return new FenceWorld(log, to, shards, earlier, hands, ghosts, fewer);
    }

    FenceWorld doing(int hand, Doing doing) {
        List<Hand> changed = new ArrayList<>(hands);
        changed.set(hand, new Hand(hands.get(hand).partition(), doing));
        // Two workers with the same partition are interchangeable: which of them is the first makes no other state.
        for (int i = 1; i < changed.size(); i++) {
            Hand before = changed.get(i - 1);
            Hand after = changed.get(i);
            if (before.partition() == after.partition() && before.hashCode() > after.hashCode()) {
                changed.set(i - 1, after);
                changed.set(i, before);
            }
        }
        return new FenceWorld(log, partitions, shards, earlier, List.copyOf(changed), ghosts, left);
    }

    FenceWorld shard(int number, ModelShard shard) {
        if (shard.equals(shards.get(number))) {
            return this;
        }
        List<ModelShard> changed = new ArrayList<>(shards);
        changed.set(number, shard);
        List<Set<ModelShard>> past = new ArrayList<>(earlier);
        if (left.rollbacks > 0) {
            Set<ModelShard> more = new HashSet<>(past.get(number));
            more.add(shards.get(number));
            past.set(number, Set.copyOf(more));
        }
        return new FenceWorld(log, partitions, List.copyOf(changed), List.copyOf(past), hands, ghosts, left);
    }

    FenceWorld fallenBack(List<ModelShard> to) {
        Faults fewer = new Faults(left.lost, left.rollbacks - 1, left.crashes, left.growths);
        List<Set<ModelShard>> past = fewer.rollbacks > 0
                ? earlier
                : earlier.stream().map(any -> Set.<ModelShard>of()).toList();
        return new FenceWorld(log, partitions, to, past, hands, ghosts, fewer);
    }

    FenceWorld lost() {
        return new FenceWorld(
                log,
                partitions,
                shards,
                earlier,
                hands,
                ghosts,
                new Faults(left.lost - 1, left.rollbacks, left.crashes, left.growths));
    }

    FenceWorld crashed() {
        return new FenceWorld(
                log,
                partitions,
                shards,
                earlier,
                hands,
                ghosts,
                new Faults(left.lost, left.rollbacks, left.crashes - 1, left.growths));
    }

    FenceWorld withGhosts(List<ModelShard.Call> more) {
        List<ModelShard.Call> all = new ArrayList<>(ghosts);
        all.addAll(more);
        return new FenceWorld(log, partitions, shards, earlier, hands, List.copyOf(all), left);
    }

    FenceWorld ghostsOf(List<ModelShard.Call> those) {
        return those.equals(ghosts) ? this : new FenceWorld(log, partitions, shards, earlier, hands, those, left);
    }

    FenceWorld withoutGhost(int number) {
        List<ModelShard.Call> fewer = new ArrayList<>(ghosts);
        fewer.remove(number);
        return new FenceWorld(log, partitions, shards, earlier, hands, List.copyOf(fewer), left);
    }

    static ShardFence fence(int shard, FenceField field, ModelShard.Fence fence) {
        return new ShardFence(shard, field, fence.next(), -1, fence.asOfMillis(), fence.partitions());
    }
}
