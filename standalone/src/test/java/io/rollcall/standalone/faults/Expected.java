package io.rollcall.standalone.faults;

import io.rollcall.event.Regions;
import io.rollcall.event.Shards;
import io.rollcall.event.Stamp;
import io.rollcall.event.StampCodec;
import io.rollcall.event.Topics;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.DayCounters;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.LiveReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The exact answer, from the log read once from end to end with plain maps: nothing of the worker's code, and no fence.
 */
public final class Expected {
    private static final long WINDOW_MILLIS = Duration.ofMinutes(10).toMillis();

    private final Map<LocalDate, Map<String, Map<Long, Counters>>> profiles = new TreeMap<>();
    private final Map<String, Long> lastSeen = new HashMap<>();
    private final Set<String> logged = new HashSet<>();
    private final Map<PartitionShard, Ledger> ledgers = new HashMap<>();

    /** A shard's part of a partition. */
    public record PartitionShard(int partition, int shard) {}

    public static Expected of(String bootstrapServers) {
        Expected expected = new Expected();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.APP_EVENTS).stream()
                    .map(partition -> new TopicPartition(Topics.APP_EVENTS, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(expected::add);
            }
        }
        return expected;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        Stamp stamp = StampCodec.decode(
                record.headers().lastHeader(Topics.STAMP_HEADER).value());
        String identity = stamp.profileId() + "/" + stamp.eventId();
        logged.add(identity);
        String inItsPartition = record.partition() + "/" + identity;
        Long before = lastSeen.get(inItsPartition);
        lastSeen.merge(inItsPartition, record.timestamp(), Math::max);
        if (before != null && before >= record.timestamp() - WINDOW_MILLIS) {
            enter(record, stamp, new Ledger(0, 1, 0, 0));
            return;
        }
        LocalDate received = LocalDate.ofInstant(Instant.ofEpochMilli(record.timestamp()), ZoneOffset.UTC);
        if (stamp.dt().isBefore(received.minusDays(2))) {
            enter(record, stamp, new Ledger(0, 0, 1, 0));
            return;
        }
        enter(record, stamp, new Ledger(1, 0, 0, 0));
        boolean play = stamp.eventName().equals("play");
        profiles.computeIfAbsent(stamp.dt(), dt -> new TreeMap<>())
                .computeIfAbsent(stamp.region(), region -> new TreeMap<>())
                .merge(
                        stamp.profileId(),
                        new Counters(
                                1,
                                play ? 1 : 0,
                                stamp.eventName().equals("search") ? 1 : 0,
                                stamp.eventName().equals("browse") ? 1 : 0,
                                play ? stamp.durationSec() : 0),
                        Counters::plus);
    }

    /** How many records each partition has that has any. */
    Map<Integer, Long> records() {
        Map<Integer, Long> records = new TreeMap<>();
        ledgers.forEach((where, ledger) -> records.merge(where.partition(), ledger.records(), Long::sum));
        return records;
    }

    public Ledger ledger() {
        return ledgers.values().stream().reduce(Ledger.NOTHING, Ledger::plus);
    }

    /** What became of the records of every shard in every partition that has some. */
    public Map<PartitionShard, Ledger> ledgers() {
        return ledgers;
    }

    private void enter(ConsumerRecord<byte[], byte[]> record, Stamp stamp, Ledger as) {
        ledgers.merge(new PartitionShard(record.partition(), Shards.shardOf(stamp.profileId())), as, Ledger::plus);
    }

    /** Those of some events, each as {@code profile/event_id}, that are not on the log. After hours there are millions. */
    public Set<String> lost(Set<String> acknowledged) {
        Set<String> lost = new HashSet<>(acknowledged);
        lost.removeAll(logged);
        return lost;
    }

    public Set<LocalDate> days() {
        return profiles.keySet();
    }

    /** As {@code LiveReader.day} answers. */
    public Map<String, DayCounters> day(LocalDate dt) {
        Map<String, DayCounters> day = new TreeMap<>();
        Set<Long> everybody = new HashSet<>();
        Counters all = Counters.ZERO;
        for (Map.Entry<String, Map<Long, Counters>> region : regions(dt).entrySet()) {
            Counters sum = region.getValue().values().stream().reduce(Counters.ZERO, Counters::plus);
            day.put(region.getKey(), new DayCounters(region.getValue().size(), sum));
            everybody.addAll(region.getValue().keySet());
            all = all.plus(sum);
        }
        day.put(Regions.ALL, new DayCounters(everybody.size(), all));
        return day;
    }

    /** As {@code LiveReader.profile} answers, for every profile of a day. */
    public Map<Long, Map<String, Counters>> profiles(LocalDate dt) {
        Map<Long, Map<String, Counters>> byProfile = new TreeMap<>();
        regions(dt)
                .forEach((region, of) -> of.forEach((profile, counters) -> byProfile
                        .computeIfAbsent(profile, any -> new TreeMap<>())
                        .put(region, counters)));
        return byProfile;
    }

    /** Every counter that is not what it should be. */
    public Map<String, String> wrong(LiveReader reader) {
        Map<String, String> wrong = new TreeMap<>();
        for (LocalDate dt : days()) {
            if (!reader.day(dt).equals(day(dt))) {
                wrong.put(dt.toString(), reader.day(dt) + " instead of " + day(dt));
            }
            profiles(dt).forEach((profile, counters) -> {
                Map<String, Counters> live = reader.profile(profile, dt);
                if (!live.equals(counters)) {
                    wrong.put(dt + " " + profile, live + " instead of " + counters);
                }
            });
        }
        return wrong;
    }

    private Map<String, Map<Long, Counters>> regions(LocalDate dt) {
        return profiles.getOrDefault(dt, Map.of());
    }
}
