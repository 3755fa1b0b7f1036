package io.rollcall.worker;

import io.rollcall.event.Shards;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.RedisRefusal;
import io.rollcall.rollup.RedisRefusedException;
import io.rollcall.rollup.RedisUnavailableException;
import io.rollcall.rollup.ShardBatch;
import io.rollcall.rollup.ShardFence;
import io.rollcall.rollup.UnsafeRedisException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The shards of a {@link Simulation}: the rule of the fence on the side of Redis, and all that may go wrong on the way to it. */
final class SimulatedRedis implements LiveCounters {
    private static final int REMEMBERED = 6;
    private static final String SILENT = "a master of Redis is silent";

    /** A shard: where partitions stand in it, and what it has counted of each. Never changed, only replaced. */
    private record Shard(Map<FenceField, ShardFence> fences, Map<FenceField, Ledger> ledgers) {
        static final Shard EMPTY = new Shard(Map.of(), Map.of());

        Shard with(ShardFence fence, Ledger more) {
            Map<FenceField, ShardFence> moved = new HashMap<>(fences);
            moved.put(fence.field(), fence);
            Map<FenceField, Ledger> counted = new HashMap<>(ledgers);
            counted.merge(fence.field(), more, Ledger::plus);
            return new Shard(moved, counted);
        }
    }

    private final Random random;
    private final List<Shard> shards = new ArrayList<>(Collections.nCopies(Shards.COUNT, Shard.EMPTY));
    private final Deque<List<Shard>> past = new ArrayDeque<>();
    private final List<ShardBatch> late = new ArrayList<>();
    private final Set<Integer> silentShards = new HashSet<>();
    private final Set<Integer> damaged = new HashSet<>();
    private boolean silent;
    private Optional<RedisRefusal> refusal = Optional.empty();
    private boolean forgetful;
    private boolean broken;
    private boolean lossy;

    SimulatedRedis(Random random) {
        this.random = random;
    }

    void falls(boolean isSilent) {
        silent = isSilent;
    }

    void fills(boolean isFull) {
        refusal = isFull ? Optional.of(RedisRefusal.OUT_OF_MEMORY) : Optional.empty();
    }

    /** It cannot save what it is told, and so takes nothing more. */
    void forbidsToWrite() {
        refusal = Optional.of(RedisRefusal.NOT_ALLOWED);
    }

    /** Somebody has allowed it to drop keys. */
    void mayForget() {
        forgetful = true;
    }

    /** Whoever asks it runs into an error that is a fault of ours. */
    void breaks() {
        broken = true;
    }

    /** Replies get lost, and calls come when nobody waits for them any more. */
    void loses(boolean isLossy) {
        lossy = isLossy;
    }

    /** One master of several is away. */
    void falls(Set<Integer> silentOnes) {
        silentShards.clear();
        silentShards.addAll(silentOnes);
    }

    /** A key of theirs, which every counted event has to change, is none of ours. */
    void damages(Set<Integer> damagedOnes) {
        damaged.clear();
        damaged.addAll(damagedOnes);
    }

    void remember() {
        past.addLast(List.copyOf(shards));
        if (past.size() > REMEMBERED) {
            past.removeFirst();
        }
    }

    /** Each shard by itself: every master has a replica of its own. */
    void fallBack() {
        List<List<Shard>> pasts = List.copyOf(past);
        for (int shard = 0; shard < Shards.COUNT && !pasts.isEmpty(); shard++) {
            shards.set(shard, pasts.get(random.nextInt(pasts.size())).get(shard));
        }
    }

    void wipe() {
        Collections.fill(shards, Shard.EMPTY);
        past.clear();
    }

    /** One master of several comes back with nothing. */
    void wipe(Set<Integer> ofMaster) {
        ofMaster.forEach(shard -> shards.set(shard, Shard.EMPTY));
    }

    /** One of the calls that nobody waits for any more arrives. */
    void lateCall() {
        if (!late.isEmpty() && !silent) {
            answer(late.remove(random.nextInt(late.size())));
        }
    }

    Optional<ShardFence> fence(int shard, FenceField field) {
        return Optional.ofNullable(shards.get(shard).fences().get(field));
    }

    Ledger ledger(int shard, FenceField field) {
        return shards.get(shard).ledgers().getOrDefault(field, Ledger.NOTHING);
    }

    @Override
    public void requireSafe(Collection<Integer> of) {
        requireAnswer(of);
        if (forgetful) {
            throw new UnsafeRedisException("it may drop counters");
        }
    }

    @Override
    public Map<Integer, Optional<ShardFence>> fences(FenceField field, Collection<Integer> of) {
        requireAnswer(of);
        return fencesWithinReach(field, of);
    }

    @Override
    public Map<Integer, Optional<ShardFence>> fencesWithinReach(FenceField field, Collection<Integer> of) {
        Map<Integer, Optional<ShardFence>> fences = new TreeMap<>();
        if (!silent) {
            of.stream()
                    .filter(shard -> !silentShards.contains(shard))
                    .forEach(shard -> fences.put(shard, fence(shard, field)));
        }
        return fences;
    }

    @Override
    public boolean knowsAnotherTopic(FenceField field, Collection<Integer> of) {
        requireAnswer(of);
        return of.stream()
                .flatMap(shard -> shards.get(shard).fences().keySet().stream())
                .anyMatch(known -> !known.topicId().equals(field.topicId()));
    }

    @Override
    public List<FenceReply> begin(
            FenceField field, Collection<Integer> missing, long start, long sinceMillis, int partitions) {
        requireAnswer();
        if (refusal.isPresent()) {
            throw new RedisRefusedException(refusal.get(), "no");
        }
        List<FenceReply> replies = new ArrayList<>();
        for (int shard : missing) {
            if (silentShards.contains(shard)) {
                replies.add(new FenceReply.Unanswered(SILENT));
                continue;
            }
            Optional<ShardFence> stands = fence(shard, field);
            if (stands.isEmpty()) {
                shards.set(
                        shard,
                        shards.get(shard).with(new ShardFence(shard, field, start, -1, 0, partitions), Ledger.NOTHING));
            }
            replies.add(
                    stands.isPresent()
                            ? new FenceReply.Moved(stands.get().next())
                            : isLost() ? new FenceReply.Unanswered("lost") : new FenceReply.Applied());
        }
        return replies;
    }

    @Override
    public void note(FenceField field, Collection<Integer> of, int partitions) {
        requireAnswer(of);
        if (refusal.isPresent()) {
            throw new RedisRefusedException(refusal.get(), "no");
        }
        of.forEach(shard -> fence(shard, field)
                .filter(stands -> stands.partitions() % partitions == 0)
                .ifPresent(stands -> shards.set(
                        shard,
                        shards.get(shard)
                                .with(
                                        new ShardFence(
                                                shard,
                                                field,
                                                stands.next(),
                                                stands.leaderEpoch(),
                                                stands.asOfMillis(),
                                                partitions),
                                        Ledger.NOTHING))));
    }

    @Override
    public List<FenceReply> apply(List<ShardBatch> batches) {
        requireAnswer();
        return batches.stream().map(this::ask).toList();
    }

    private FenceReply ask(ShardBatch batch) {
        if (silentShards.contains(batch.shard())) {
            return new FenceReply.Unanswered(SILENT);
        }
        if (isLost()) {
            if (random.nextBoolean()) {
                late.add(batch);
            } else {
                answer(batch);
            }
            return new FenceReply.Unanswered("lost");
        }
        return answer(batch);
    }

    private FenceReply answer(ShardBatch batch) {
        if (refusal.isPresent()) {
            return new FenceReply.Refused(refusal.get(), "no");
        }
        @Nullable ShardFence stands = shards.get(batch.shard()).fences().get(batch.field());
        if (stands == null) {
            return new FenceReply.Missing();
        }
        if (stands.next() != batch.expected()) {
            return new FenceReply.Moved(stands.next());
        }
        if (damaged.contains(batch.shard()) && !batch.increments().isEmpty()) {
            return new FenceReply.Refused(RedisRefusal.DAMAGED_KEY, "not a HyperLogLog");
        }
        ShardFence moved = new ShardFence(
                batch.shard(),
                batch.field(),
                batch.next(),
                batch.leaderEpoch(),
                batch.asOfMillis() == 0 ? stands.asOfMillis() : batch.asOfMillis(),
                stands.partitions());
        shards.set(batch.shard(), shards.get(batch.shard()).with(moved, batch.ledger()));
        return new FenceReply.Applied();
    }

    private boolean isLost() {
        return lossy && random.nextInt(4) == 0;
    }

    private void requireAnswer(Collection<Integer> of) {
        requireAnswer();
        if (of.stream().anyMatch(silentShards::contains)) {
            throw new RedisUnavailableException(SILENT);
        }
    }

    private void requireAnswer() {
        if (broken) {
            throw new IllegalStateException("nobody foresaw it");
        }
        if (silent) {
            throw new RedisUnavailableException("Redis is silent");
        }
    }
}
