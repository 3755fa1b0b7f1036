package io.rollcall.lakehouse;

import io.rollcall.event.LiveWindow;
import io.rollcall.event.Shards;
import io.rollcall.event.Stamp;
import io.rollcall.event.StampCodec;
import io.rollcall.event.Topics;
import io.rollcall.log.AppEventsLog;
import io.rollcall.log.testkit.LogTopics;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.KeyLife;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.RedisSettings;
import io.rollcall.rollup.RedisShards;
import io.rollcall.rollup.RollupWriter;
import io.rollcall.rollup.ShardBatch;
import io.rollcall.rollup.ShardBatch.Increment;
import io.rollcall.rollup.ShardBatch.LateOn;
import io.rollcall.rollup.ShardBatch.ProfileDay;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts the whole log into an empty Redis by the live rules, written down here once more: the first of an event within ten
 * minutes, of the day of its receipt or of the two before.
 */
public final class LiveFeed implements AutoCloseable {
    private static final long WINDOW_MILLIS = Duration.ofMinutes(10).toMillis();

    private final Vertx vertx = Vertx.vertx();
    private final RedisShards shards =
            new RedisShards(vertx, new RedisSettings(List.of(Servers.redis().url()), Duration.ofMinutes(1)));
    private final RollupWriter writer = new RollupWriter(shards, KeyLife.forDailyProfiles(1_000));

    private record EventOfPartition(int partition, long profileId, String eventId) {}

    private record ShardOfPartition(int partition, int shard) {}

    /** Counts everything that is on the log; its shards are complete for ever. */
    public void count() {
        Map<ShardOfPartition, Map<ProfileDay, Increment>> increments = new HashMap<>();
        Map<ShardOfPartition, Map<LateOn, Set<Long>>> late = new HashMap<>();
        Map<EventOfPartition, Long> lastSeen = new HashMap<>();
        Map<Integer, Long> ends = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> log = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Servers.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, LogTopics.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(Topics.APP_EVENTS, partition))
                    .toList();
            log.assign(partitions);
            log.seekToBeginning(partitions);
            log.endOffsets(partitions).forEach((partition, end) -> ends.put(partition.partition(), end));
            while (partitions.stream().anyMatch(one -> log.position(one) < ends.getOrDefault(one.partition(), 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : log.poll(Duration.ofMillis(200))) {
                    if (record.offset() < ends.getOrDefault(record.partition(), 0L)) {
                        count(record, lastSeen, increments, late);
                    }
                }
            }
        }
        apply(ends, increments, late);
    }

    private static void count(
            ConsumerRecord<byte[], byte[]> record,
            Map<EventOfPartition, Long> lastSeen,
            Map<ShardOfPartition, Map<ProfileDay, Increment>> increments,
            Map<ShardOfPartition, Map<LateOn, Set<Long>>> late) {
        Stamp stamp;
        try {
            stamp = StampCodec.decode(
                    record.headers().lastHeader(Topics.STAMP_HEADER).value());
        } catch (IllegalArgumentException unreadable) {
            return;
        }
        EventOfPartition event = new EventOfPartition(record.partition(), stamp.profileId(), stamp.eventId());
        Long before = lastSeen.get(event);
        lastSeen.merge(event, record.timestamp(), Math::max);
        boolean repeated = before != null && before >= record.timestamp() - WINDOW_MILLIS;
        if (repeated) {
            return;
        }
        ShardOfPartition shard = new ShardOfPartition(record.partition(), Shards.shardOf(stamp.profileId()));
        if (!LiveWindow.covers(stamp.dt(), record.timestamp())) {
            if (stamp.active()) {
                late.computeIfAbsent(shard, where -> new HashMap<>())
                        .computeIfAbsent(new LateOn(stamp.dt(), stamp.region()), on -> new HashSet<>())
                        .add(stamp.profileId());
            }
            return;
        }
        long play = stamp.eventName().equals("play") ? 1 : 0;
        Counters counters = new Counters(1, play, 0, 0, play * stamp.durationSec());
        increments
                .computeIfAbsent(shard, where -> new HashMap<>())
                .merge(
                        new ProfileDay(stamp.dt(), stamp.region(), stamp.profileId()),
                        new Increment(stamp.active(), counters),
                        Increment::plus);
    }

    private void apply(
            Map<Integer, Long> ends,
            Map<ShardOfPartition, Map<ProfileDay, Increment>> increments,
            Map<ShardOfPartition, Map<LateOn, Set<Long>>> late) {
        String topicId = topicId();
        ends.forEach((partition, end) -> {
            FenceField field = new FenceField(topicId, partition);
            List<Integer> of = IntStream.range(0, Shards.COUNT)
                    .filter(shard -> Shards.partitionOf(shard, LogTopics.PARTITIONS) == partition)
                    .boxed()
                    .toList();
            requireApplied(writer.begin(field, of, 0, 0, 0));
            requireApplied(writer.apply(of.stream()
                    .map(shard -> new ShardBatch(
                            shard,
                            field,
                            0,
                            end,
                            0,
                            1,
                            Ledger.NOTHING,
                            increments.getOrDefault(new ShardOfPartition(partition, shard), Map.of()),
                            Map.of(),
                            late.getOrDefault(new ShardOfPartition(partition, shard), Map.of())))
                    .toList()));
        });
    }

    private static String topicId() {
        try (AppEventsLog log = new AppEventsLog(LogTopics.clients(Servers.bootstrapServers()))) {
            return log.topic().id();
        }
    }

    private static void requireApplied(List<FenceReply> replies) {
        if (!replies.stream().allMatch(FenceReply.Applied.class::isInstance)) {
            throw new IllegalStateException("not applied: " + replies);
        }
    }

    @Override
    public void close() {
        shards.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
