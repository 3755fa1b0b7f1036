package io.rollcall.worker;

import io.rollcall.event.Shards;
import io.rollcall.log.AppEventsLog;
import io.rollcall.log.LogBounds;
import io.rollcall.log.LogUnavailableException;
import io.rollcall.log.PartitionLog;
import io.rollcall.rollup.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The topic of a {@link Simulation}: it grows, forgets, and now and then does not answer. */
final class SimulatedLog implements TopicLog {
    static final int FIRST_PARTITIONS = 4;

    private static final AppEventsLog.Topic SMALL = new AppEventsLog.Topic("topic", FIRST_PARTITIONS);

    /** All that was ever written, by partition. */
    private final List<List<LogRecord>> written = new ArrayList<>();

    private final List<Long> begins = new ArrayList<>();
    private String id = SMALL.id();
    private int timesMore = 1;
    private boolean silent;

    SimulatedLog() {
        grow(SMALL.partitions());
    }

    void falls(boolean isSilent) {
        silent = isSilent;
    }

    boolean isSilent() {
        return silent;
    }

    private void grow(int partitions) {
        while (written.size() < partitions) {
            written.add(new ArrayList<>());
            begins.add(0L);
        }
    }

    void grow() {
        grow(written.size() * 2);
    }

    int partitions() {
        return written.size();
    }

    void append(long profileId, String eventId, Instant at) {
        List<LogRecord> partition = written.get(Shards.partitionOf(Shards.shardOf(profileId), written.size()));
        partition.add(Records.played(partition.size(), profileId, eventId, at));
    }

    void appendUnreadable(int partition, Instant at) {
        List<LogRecord> records = written.get(partition);
        records.add(Records.unreadable(records.size(), partition, at));
    }

    /** What retention does, whoever has not read it yet. */
    void forgetBefore(int partition, long offset) {
        begins.set(partition, Math.max(begins.get(partition), offset));
    }

    /** Somebody deletes the topic and makes it again, with as many partitions. */
    void replace() {
        id = "another topic of that name";
        written.forEach(List::clear);
    }

    /** What a broker that lost its disk holds afterwards. */
    void cutInHalf(int partition) {
        List<LogRecord> records = written.get(partition);
        records.subList(records.size() / 2, records.size()).clear();
    }

    /** The last record is another one, written under another leader. */
    void rewriteLast(int partition) {
        List<LogRecord> records = written.get(partition);
        if (!records.isEmpty()) {
            LogRecord last = records.remove(records.size() - 1);
            records.add(new LogRecord(
                    last.offset(),
                    last.receivedAtMillis(),
                    last.leaderEpoch() + 1,
                    last.stamp(),
                    last.shard(),
                    last.backfill(),
                    last.unreadable()));
        }
    }

    /** Somebody adds partitions until there are three times as many. */
    void growsUnevenly() {
        timesMore = 3;
    }

    long begin(int partition) {
        return begins.get(partition);
    }

    long end(int partition) {
        return written.get(partition).size();
    }

    /** The next records from there on; none at the end. */
    List<LogRecord> fetch(int partition, long from, int most) {
        List<LogRecord> records = written.get(partition);
        return List.copyOf(records.subList((int) from, (int) Math.min(from + most, records.size())));
    }

    /** What a shard's records of a partition before an offset come to, by the definition: all within one window of duplicates. */
    Ledger due(int partition, int shard, long before) {
        Set<String> seen = new HashSet<>();
        Ledger due = Ledger.NOTHING;
        for (LogRecord record : written.get(partition)) {
            boolean first = record.stamp() != null
                    && seen.add(
                            record.stamp().profileId() + " " + record.stamp().eventId());
            if (record.shard() == shard && record.offset() < before) {
                due = due.plus(
                        record.stamp() == null
                                ? new Ledger(0, 0, 0, 1)
                                : first ? new Ledger(1, 0, 0, 0) : new Ledger(0, 1, 0, 0));
            }
        }
        return due;
    }

    @Override
    public AppEventsLog.Topic topic() {
        requireAnswer();
        return new AppEventsLog.Topic(id, timesMore * written.size());
    }

    @Override
    public Map<Integer, LogBounds> bounds(Collection<Integer> partitions) {
        requireAnswer();
        return partitions.stream()
                .collect(Collectors.toMap(
                        Function.identity(), partition -> new LogBounds(begin(partition), end(partition))));
    }

    @Override
    public PartitionLog partition(int partition) {
        requireAnswer();
        return partition(partition, new LogBounds(begin(partition), end(partition)));
    }

    @Override
    public PartitionLog partition(int partition, LogBounds bounds) {
        return new PartitionLog() {
            @Override
            public LogBounds bounds() {
                return bounds;
            }

            @Override
            public long offsetAt(long millis) {
                requireAnswer();
                List<LogRecord> records = written.get(partition);
                return IntStream.range(Math.toIntExact(begin(partition)), records.size())
                        .filter(offset -> records.get(offset).receivedAtMillis() >= millis)
                        .findFirst()
                        .orElse(Math.toIntExact(bounds.end()));
            }
        };
    }

    private void requireAnswer() {
        if (silent) {
            throw new LogUnavailableException("Kafka is silent");
        }
    }
}
