package io.rollcall.rollup;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Changes the live counters, each batch exactly once: compare and set against the fence, in one atomic call. */
public final class RollupWriter {
    /** Gateways append slightly out of order: a record that was received so much earlier may still follow. */
    private static final long DISORDER_MILLIS = 60_000;

    private static final String NOTE = ScriptText.of("note.lua");

    private final RedisShards shards;
    private final FenceScript script;

    public RollupWriter(RedisShards shards, KeyLife life) {
        this(shards, life, InstantSource.system());
    }

    /**
     * Makes a writer with a time of its own.
     *
     * @param time says what is still now; counters never ask it
     */
    public RollupWriter(RedisShards shards, KeyLife life, InstantSource time) {
        this.shards = shards;
        this.script = new FenceScript(life, time);
    }

    /** Applies all batches, pipelined. One reply a batch, in order; after an {@code Unanswered} topology and connections are found anew. */
    public List<FenceReply> apply(List<ShardBatch> batches) {
        List<RedisShards.Answer> answers = ask(batches, script::bySha);
        List<FenceReply> replies = new ArrayList<>(batches.size());
        boolean unanswered = false;
        for (int i = 0; i < batches.size(); i++) {
            RedisShards.Answer answer = answers.get(i);
            if (answer.isError("NOSCRIPT")) {
                answer = ask(List.of(batches.get(i)), script::bySource).get(0);
            }
            FenceReply reply = reply(answer);
            unanswered |= reply instanceof FenceReply.Unanswered;
            replies.add(reply);
        }
        if (unanswered) {
            shards.reset();
        }
        return replies;
    }

    /**
     * Sets the fences that are missing to {@code start}. They stand as of just before they will be complete from: what was
     * received earlier is not going to be counted.
     *
     * @param sinceMillis from when on the shards will be complete; 0 for ever
     * @param partitions how few have put shards into this one, noted with the fences; 0 for no note
     * @return one reply a shard, in order; {@code Moved} when a fence was there
     */
    public List<FenceReply> begin(
            FenceField field, Collection<Integer> missing, long start, long sinceMillis, int partitions) {
        long asOfMillis = Math.max(0, sinceMillis - DISORDER_MILLIS);
        List<ShardBatch> empty = missing.stream()
                .map(shard -> new ShardBatch(
                        shard, field, start, start, -1, asOfMillis, Ledger.NOTHING, Map.of(), Map.of(), Map.of()))
                .toList();
        List<FenceReply> replies = ask(empty, batch -> script.initial(batch, sinceMillis, partitions)).stream()
                .map(this::reply)
                .toList();
        if (replies.stream().anyMatch(FenceReply.Unanswered.class::isInstance)) {
            shards.reset();
        }
        return replies;
    }

    /**
     * Notes with the fences of shards how few partitions have put shards into this one, so that each of them knows of all the
     * others. Does nothing where there is no fence, or where fewer are noted.
     *
     * @param partitions a divisor of {@link io.rollcall.event.Shards#COUNT}
     * @throws RedisUnavailableException when Redis does not answer
     * @throws RedisRefusedException when it will not do it
     */
    public void note(FenceField field, Collection<Integer> of, int partitions) {
        shards.replies(of.stream()
                .map(shard -> new RedisShards.Call(
                        shard,
                        Request.cmd(Command.EVAL)
                                .arg(NOTE)
                                .arg(1)
                                .arg(LiveKeys.fence(shard))
                                .arg(field.text())
                                .arg(field.text() + FenceText.PARTITIONS)
                                .arg(partitions)))
                .toList());
    }

    /**
     * Says where shards stand in a partition.
     *
     * @return by shard; empty where there is no fence
     * @throws RedisUnavailableException when Redis does not answer
     * @throws RedisRefusedException when something else than a fence stands there
     */
    public Map<Integer, Optional<ShardFence>> fences(FenceField field, Collection<Integer> of) {
        List<Integer> order = List.copyOf(of);
        List<@Nullable Response> replies = shards.replies(callsForFences(field, order));
        Map<Integer, Optional<ShardFence>> fences = new TreeMap<>();
        for (int i = 0; i < order.size(); i++) {
            fences.put(order.get(i), fence(order.get(i), field, replies.get(i)));
        }
        return fences;
    }

    /**
     * Says where those shards stand in a partition whose servers answer.
     *
     * @return by shard; empty where there is no fence, and without those that gave no answer
     * @throws RedisRefusedException when something else than a fence stands there
     */
    public Map<Integer, Optional<ShardFence>> fencesWithinReach(FenceField field, Collection<Integer> of) {
        List<Integer> order = List.copyOf(of);
        List<RedisShards.Answer> answers;
        try {
            answers = shards.ask(callsForFences(field, order));
        } catch (RedisUnavailableException nowhere) {
            return Map.of();
        }
        Map<Integer, Optional<ShardFence>> fences = new TreeMap<>();
        for (int i = 0; i < order.size(); i++) {
            RedisShards.Answer answer = answers.get(i);
            Optional<RedisRefusal> refusal = answer.refusal();
            if (refusal.isPresent()) {
                throw new RedisRefusedException(refusal.get(), why(answer));
            }
            if (answer.failure() == null) {
                fences.put(order.get(i), fence(order.get(i), field, answer.reply()));
            }
        }
        if (fences.size() < order.size()) {
            shards.reset();
        }
        return fences;
    }

    private static List<RedisShards.Call> callsForFences(FenceField field, List<Integer> of) {
        return of.stream()
                .map(shard -> new RedisShards.Call(
                        shard,
                        Request.cmd(Command.HMGET)
                                .arg(LiveKeys.fence(shard))
                                .arg(field.text())
                                .arg(field.text() + FenceText.EPOCH)
                                .arg(field.text() + FenceText.AS_OF)
                                .arg(field.text() + FenceText.PARTITIONS)))
                .toList();
    }

    private static Optional<ShardFence> fence(int shard, FenceField field, @Nullable Response values) {
        if (values == null || values.get(0) == null) {
            return Optional.empty();
        }
        Response epoch = values.get(1);
        Response asOf = values.get(2);
        Response partitions = values.get(3);
        try {
            return Optional.of(new ShardFence(
                    shard,
                    field,
                    Long.parseLong(values.get(0).toString()),
                    epoch == null ? -1 : Integer.parseInt(epoch.toString()),
                    asOf == null ? 0 : Long.parseLong(asOf.toString()),
                    partitions == null ? 0 : Integer.parseInt(partitions.toString())));
        } catch (NumberFormatException notAFence) {
            throw new RedisRefusedException(
                    RedisRefusal.DAMAGED_KEY,
                    LiveKeys.fence(shard) + " holds no fence in " + field.text() + ": " + values.get(0),
                    notAFence);
        }
    }

    /**
     * Says whether shards have a fence of another topic of that name: the topic was deleted and made again, and the
     * counters belong to records that are gone.
     *
     * @throws RedisUnavailableException when Redis does not answer
     */
    public boolean knowsAnotherTopic(FenceField field, Collection<Integer> of) {
        List<@Nullable Response> replies = shards.replies(of.stream()
                .map(shard ->
                        new RedisShards.Call(shard, Request.cmd(Command.HKEYS).arg(LiveKeys.fence(shard))))
                .toList());
        return replies.stream()
                .filter(reply -> reply != null)
                .flatMap(Response::stream)
                .anyMatch(name -> !name.toString().startsWith(field.topicId() + ":"));
    }

    private List<RedisShards.Answer> ask(List<ShardBatch> batches, Function<ShardBatch, Request> call) {
        return shards.ask(batches.stream()
                .map(batch -> new RedisShards.Call(batch.shard(), call.apply(batch)))
                .toList());
    }

    private FenceReply reply(RedisShards.Answer answer) {
        if (answer.failure() == null) {
            return script.reply(answer.reply());
        }
        String why = why(answer);
        return answer.refusal()
                .<FenceReply>map(refusal -> new FenceReply.Refused(refusal, why))
                .orElseGet(() -> new FenceReply.Unanswered(why));
    }

    private static String why(RedisShards.Answer failed) {
        return failed.failure() == null ? "" : String.valueOf(failed.failure().getMessage());
    }
}
