package io.rollcall.worker;

import io.rollcall.event.Shards;
import io.rollcall.log.ReadProgress;
import io.rollcall.log.StopReason;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.ShardFence;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Keeps where an assigned partition stands: a state machine without I/O. It is placed (its fences are read and Kafka is
 * asked to start where they stand), then it reads, holds back what cannot be applied now, or is stopped.
 *
 * <p>Guarded by {@link #lock}: the consumer's thread and the heartbeat both work on it. Kafka's polling thread never takes
 * the lock; it would wait for Redis. What the metrics read is volatile.
 */
final class PartitionRollup {
    /** The states that a partition can be in. Sealed: whoever handles records has to say what happens in each case. */
    sealed interface State {
        /**
         * It does not know yet where to begin.
         *
         * @param waitsFor what keeps it from knowing
         */
        record Unplaced(String waitsFor) implements State {}

        /** It reads and applies. */
        record Reading() implements State {}

        /**
         * It holds back what it has taken, since Redis or Kafka did not do what they were asked; they are asked again
         * at every beat.
         */
        record Holding(Held held, Trouble trouble) implements State {}

        /** It waits for a person. */
        record Stopped(StartPlan.Stop why) implements State {}
    }

    /**
     * The part of the log that was taken and not applied.
     *
     * @param unapplied the records; none when only the fences have to move on
     * @param asOfMillis what the counters are as of once this is applied
     * @param parked whether the unreadable ones among them are kept
     */
    record Held(List<JudgedRecord> unapplied, long asOfMillis, boolean parked) {}

    /** The relation of a stretch of records to a partition that reads. */
    sealed interface Stretch {
        /** It continues where the partition stands. */
        record Continues(List<LogRecord> records) implements Stretch {}

        /** All of it was read before: a leftover of before a seek. */
        record AlreadyRead() implements Stretch {}

        /** Records are missing in front of it: a leftover of before a seek, or a seek that did not happen. */
        record Gap(long wanted) implements Stretch {}
    }

    /** Before its fences were read for the first time. */
    static final long UNKNOWN = -1;

    private static final int UNKNOWN_EPOCH = -1;
    private static final String FENCES = "its fences are being read";

    final ReentrantLock lock = new ReentrantLock();

    private final int partition;
    private final DuplicateWindow.Bounds duplicates;
    private final LongPredicate erased;
    private FenceField field;
    private State state = new State.Unplaced(FENCES);
    private Map<Integer, Long> fences = new TreeMap<>();
    private RecordJudge judge;
    private ReadProgress progress = new ReadProgress(0, 0);
    private int leaderEpoch = UNKNOWN_EPOCH;

    /** The leader epochs by offset that the fences remember of the log, until reading has passed them. */
    private final NavigableMap<Long, Integer> epochs = new TreeMap<>();

    private final Disorder disorder = new Disorder();
    private final InstantSource clock = InstantSource.system();

    /** Divides what lies between this partition's number and the shards that were found in it; 0 when none but its own was. */
    private int strangers;

    /** Shards of which is not known yet whether they have a fence here: their server was silent. */
    private Set<Integer> unasked = Set.of();

    private volatile long appliedTo = UNKNOWN;
    private volatile long asOfMillis;
    private volatile long oldestUnappliedMillis;
    private volatile Optional<StopReason> stopped = Optional.empty();
    private volatile long disorderMillis;
    private volatile int remembered;
    private volatile long forgotten;

    /** @param erased whether a profile was erased, as far as is known when it is asked */
    PartitionRollup(int partition, DuplicateWindow.Bounds duplicates, LongPredicate erased) {
        this.partition = partition;
        this.duplicates = duplicates;
        this.erased = erased;
        this.field = new FenceField("", partition);
        this.judge = new RecordJudge(duplicates, erased);
    }

    int partition() {
        return partition;
    }

    FenceField field() {
        return field;
    }

    State state() {
        return state;
    }

    /** The offset to read next. */
    long next() {
        return progress.next();
    }

    /** Begins at the fences; duplicates are recognised once the window before them has been read from {@code warmFrom}. */
    void place(FenceField in, Map<Integer, ShardFence> at, long warmFrom) {
        field = in;
        fences = new TreeMap<>();
        epochs.clear();
        leaderEpoch = UNKNOWN_EPOCH;
        at.forEach((shard, fence) -> {
            fences.put(shard, fence.next());
            if (fence.leaderEpoch() != UNKNOWN_EPOCH) {
                epochs.put(fence.next() - 1, fence.leaderEpoch());
            }
            if (fence.next() == warmFrom) {
                leaderEpoch = fence.leaderEpoch();
            }
        });
        judge = new RecordJudge(duplicates, erased);
        asOfMillis =
                at.values().stream().mapToLong(ShardFence::asOfMillis).min().orElse(0);
        progress = new ReadProgress(warmFrom, asOfMillis);
        oldestUnappliedMillis = 0;
        become(new State.Reading());
        publish();
    }

    /** These shards did not say whether they have a fence here. */
    void leaveUnasked(Set<Integer> shards) {
        unasked = Set.copyOf(shards);
    }

    /** These of them have said it. */
    void asked(Set<Integer> shards) {
        unasked = unasked.stream().filter(shard -> !shards.contains(shard)).collect(Collectors.toUnmodifiableSet());
    }

    Set<Integer> unasked() {
        return unasked;
    }

    /** The leader epoch of the record before {@link #next()}; -1 when not known. */
    int leaderEpoch() {
        return leaderEpoch;
    }

    /**
     * Every shard whose records this partition may hold: those that the present number of partitions puts here, and those
     * that a smaller number, which divides it, put here before.
     */
    Set<Integer> shards(int partitions) {
        int modulus = fewest(partitions);
        return IntStream.range(0, Shards.COUNT)
                .filter(shard -> Shards.partitionOf(shard, modulus) == Shards.partitionOf(partition, modulus))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The fewest partitions that have put shards here, as far as is known. */
    int fewest(int partitions) {
        return gcd(partitions, strangers);
    }

    /** A fence of this partition says how few partitions have put shards here; 0 when it does not say. */
    void heldAmong(int partitions) {
        strangers = gcd(strangers, partitions);
    }

    /** A record or a fence of a shard was found here: where the present number does not put it, partitions were once fewer. */
    void holdsLike(int shard) {
        strangers = gcd(strangers, Math.abs(shard - partition));
    }

    /** Says whether a shard must have been here with those that were found. */
    boolean holdsThoseLike(int shard) {
        return strangers != 0 && (shard - partition) % strangers == 0;
    }

    private static int gcd(int one, int other) {
        return other == 0 ? one : gcd(other, one % other);
    }

    /** Says whether the log holds another record there than the one that was applied: it was cut and written anew. */
    boolean contradicts(LogRecord record) {
        Integer applied = epochs.get(record.offset());
        return applied != null && record.leaderEpoch() != UNKNOWN_EPOCH && applied != record.leaderEpoch();
    }

    /** Stopped because the log was cut: only fences that were set anew, or a new start of the worker, change that. */
    boolean isAtACut() {
        return stopped.filter(StopReason.LOG_CUT::equals).isPresent();
    }

    /** Takes nothing more until this is applied. */
    void hold(Held held, Trouble trouble) {
        become(new State.Holding(held, trouble));
    }

    void stop(StartPlan.Stop why) {
        become(new State.Stopped(why));
    }

    /** Has to find out anew where it stands. */
    void unplace() {
        become(new State.Unplaced(FENCES));
    }

    /** Could not find out where it stands; where it is stopped, that is what counts. */
    void waits(String why) {
        if (state instanceof State.Unplaced) {
            become(new State.Unplaced(why));
        }
    }

    private void become(State changed) {
        state = changed;
        if (changed instanceof State.Stopped now) {
            stopped = Optional.of(now.why().reason());
        } else {
            stopped =
                    changed instanceof State.Holding holding ? holding.trouble().reason() : Optional.empty();
        }
    }

    /** Says how records, in order, relate to where the partition stands. */
    Stretch stretch(List<LogRecord> records) {
        List<LogRecord> unread =
                records.stream().filter(record -> record.offset() >= next()).toList();
        if (unread.isEmpty()) {
            return new Stretch.AlreadyRead();
        }
        return unread.get(0).offset() == next() ? new Stretch.Continues(unread) : new Stretch.Gap(next());
    }

    /** Takes records that continue, and returns those that some shard has not applied yet, judged. */
    List<JudgedRecord> take(List<LogRecord> records) {
        List<JudgedRecord> unapplied = new ArrayList<>(records.size());
        long now = clock.millis();
        for (LogRecord record : records) {
            disorder.saw(record.receivedAtMillis(), now);
            progress.read(record.offset(), record.receivedAtMillis());
            JudgedRecord judged = judge.judge(record);
            if (record.offset() >= fence(record.shard())) {
                unapplied.add(judged);
            }
        }
        LogRecord last = records.get(records.size() - 1);
        leaderEpoch = last.leaderEpoch();
        epochs.headMap(next()).clear();
        oldestUnappliedMillis =
                unapplied.isEmpty() ? 0 : unapplied.get(0).record().receivedAtMillis();
        disorderMillis = disorder.millis();
        remembered = judge.remembered();
        forgotten = judge.forgotten();
        return unapplied;
    }

    /** Takes note that the log ended there at that time or later. */
    void sawEnd(long offset, long atMillis) {
        progress.sawEnd(offset, atMillis);
    }

    /** Up to when everything received will be in the counters once all that was taken is applied. */
    long asOfWhenApplied() {
        return progress.asOfMillis();
    }

    /** Says whether a shard belongs to this partition. */
    boolean holds(int shard) {
        return fences.containsKey(shard);
    }

    long fence(int shard) {
        return fences.getOrDefault(shard, Long.MAX_VALUE);
    }

    /** The shards, and where each stands. */
    Map<Integer, Long> fences() {
        return Map.copyOf(fences);
    }

    void fenceStandsAt(int shard, long offset) {
        fences.put(shard, offset);
    }

    /** All records in hand are applied; everything received up to {@code millis} is in the counters. */
    void applied(long millis) {
        asOfMillis = Math.max(asOfMillis, millis);
        oldestUnappliedMillis = 0;
        if (state instanceof State.Holding) {
            become(new State.Reading());
        }
        publish();
    }

    private void publish() {
        appliedTo = fences.values().stream().mapToLong(Long::longValue).min().orElse(0);
    }

    // What the metrics read, from any thread.

    /** Every shard has applied all records before this offset; {@link #UNKNOWN} until the fences were read. */
    long appliedTo() {
        return appliedTo;
    }

    long asOfMillis() {
        return asOfMillis;
    }

    /** Says when the oldest record in hand that is not applied yet was received; 0 when none is in hand. */
    long oldestUnappliedMillis() {
        return oldestUnappliedMillis;
    }

    /** Says why it waits for a person; empty when it does not. */
    Optional<StopReason> stopped() {
        return stopped;
    }

    /** Says how far records lay behind an earlier one by their timestamps, of late. */
    long disorderMillis() {
        return disorderMillis;
    }

    int remembered() {
        return remembered;
    }

    long forgotten() {
        return forgotten;
    }
}
