package io.rollcall.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.EmbeddedRedis;
import io.rollcall.event.testkit.StateSpace;
import io.rollcall.rollup.DayCounters;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.KeyLife;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.LiveReader;
import io.rollcall.rollup.RedisSettings;
import io.rollcall.rollup.RedisShards;
import io.rollcall.rollup.RollupWriter;
import io.rollcall.worker.FenceModel.Redis;
import io.rollcall.worker.ModelShard.Call;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever Redis is asked anywhere in the model, in every state that it has there: apply.lua answers as the model does, and leaves the same. */
class FenceModelOnRedisTest {
    private static final int MOST_STATES = 500_000;
    private static final LocalDate DT = LocalDate.ofInstant(Records.NOON, ZoneOffset.UTC);

    @Test
    void theScriptDoesWhatTheModelDoes(@TempDir Path directory) {
        Set<Redis> asked = new HashSet<>();
        for (FenceModel.Case one : List.of(
                FenceCases.ALL_AT_ONCE,
                FenceCases.GROWING_AND_FALLING_BACK,
                FenceCases.TIMED_FALLING_BACK,
                FenceCases.TIMED_GROWING)) {
            FenceModel model = new FenceModel(one, Set.of());
            StateSpace.explore(model, MOST_STATES);
            asked.addAll(model.redis());
        }
        Map<Place, List<Call>> ways = ways(asked);
        Vertx vertx = Vertx.vertx();
        try (EmbeddedRedis redis = EmbeddedRedis.start(directory);
                RedisShards shards =
                        new RedisShards(vertx, new RedisSettings(List.of(redis.url()), Duration.ofSeconds(5)))) {
            Live live = new Live(new RollupWriter(shards, KeyLife.forDailyProfiles(64_000)), new LiveReader(shards));
            for (Redis one : asked) {
                RedisCommands.flushAll(vertx, redis.url());
                requireNonNull(ways.get(Place.before(one))).forEach(live::ask);
                live.requireState(one.call().batch().shard(), one.before(), one);
                assertThat(live.ask(one.call()))
                        .as(one.toString())
                        .isEqualTo(one.answered().reply());
                live.requireState(one.call().batch().shard(), one.answered().shard(), one);
            }
        } finally {
            vertx.close();
        }
        System.out.printf("%d different calls in %d states of a shard, on Redis%n", asked.size(), ways.size());
        assertThat(asked).hasSizeGreaterThan(100);
    }

    /** A state of a shard. */
    private record Place(int shard, ModelShard state) {
        static Place before(Redis one) {
            return new Place(one.call().batch().shard(), one.before());
        }

        static Place after(Redis one) {
            return new Place(one.call().batch().shard(), one.answered().shard());
        }
    }

    /** Of every state of a shard some calls that lead to it. */
    private static Map<Place, List<Call>> ways(Set<Redis> asked) {
        Map<Place, List<Redis>> from = asked.stream().collect(Collectors.groupingBy(Place::before));
        Map<Place, List<Call>> ways = new HashMap<>();
        Deque<Place> look = new ArrayDeque<>();
        for (int shard = 0; shard < 2; shard++) {
            look.add(new Place(shard, ModelShard.EMPTY));
            ways.put(new Place(shard, ModelShard.EMPTY), List.of());
        }
        while (!look.isEmpty()) {
            Place place = look.remove();
            for (Redis one : from.getOrDefault(place, List.of())) {
                List<Call> way = new ArrayList<>(requireNonNull(ways.get(place)));
                way.add(one.call());
                if (ways.putIfAbsent(Place.after(one), way) == null) {
                    look.add(Place.after(one));
                }
            }
        }
        return ways;
    }

    /** The shards as they are in Redis. */
    private record Live(RollupWriter writer, LiveReader reader) {
        FenceReply ask(Call call) {
            return call.begins()
                    ? writer.begin(
                                    call.batch().field(),
                                    List.of(call.batch().shard()),
                                    call.batch().next(),
                                    0,
                                    Math.max(1, call.partitions()))
                            .get(0)
                    : writer.apply(List.of(call.batch())).get(0);
        }

        void requireState(int shard, ModelShard expected, Redis one) {
            for (int partition = 0; partition < 2; partition++) {
                FenceField field = new FenceField(one.call().batch().field().topicId(), partition);
                ModelShard.Fence fence = expected.fences().get(partition);
                assertThat(requireNonNull(writer.fences(field, List.of(shard)).get(shard))
                                .map(at -> new ModelShard.Fence(at.next(), at.asOfMillis(), 0)))
                        .as(one.toString())
                        .isEqualTo(Optional.ofNullable(fence));
            }
            assertThat(reader.ledger())
                    .as(one.toString())
                    .isEqualTo(expected.ledgers().values().stream().reduce(Ledger.NOTHING, Ledger::plus));
            DayCounters day = reader.day(DT).get("US");
            assertThat(day == null ? 0 : day.counters().watchSec())
                    .as(one.toString())
                    .isEqualTo(expected.watchSec());
        }
    }
}
