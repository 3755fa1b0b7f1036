package io.rollcall.worker;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A worker's process in a {@link Simulation}: {@link Rollup}, {@link Heartbeat} and {@link Seeker} as they are, and the consumer
 * that they tell where to read. What the consumer has fetched comes later, also after a seek; what it is told it does at its next
 * poll, unless that gets lost; where one partition has no such offset it fetches of none.
 */
final class SimulatedWorker implements Cursor {
    private static final DuplicateWindow.Bounds DUPLICATES =
            new DuplicateWindow.Bounds(Duration.ofMinutes(10), 1_000_000);
    private static final int MOST_POLLED = 40;

    /** A connector asks for no more than it has room for. */
    private static final int MOST_BATCHES = 2;

    /** Where a partition is fetched. */
    private record Position(long next, boolean paused) {}

    private final Simulation in;
    private final Random random;
    private final Rollup rollup;
    private final Heartbeat heartbeat;
    private final Map<Integer, Position> positions = new TreeMap<>();
    private final Deque<Runnable> told = new ArrayDeque<>();
    private final Deque<Map<Integer, List<LogRecord>>> fetched = new ArrayDeque<>();
    private final boolean knowsErasuresAtOnce;
    private final long startedAtMillis;

    SimulatedWorker(Simulation in, Random random) {
        this.in = in;
        this.random = random;
        knowsErasuresAtOnce = random.nextBoolean();
        startedAtMillis = in.millis();
        RollupMetrics metrics = new RollupMetrics(new SimpleMeterRegistry());
        rollup = new Rollup(
                in.redis(),
                in.log(),
                new Seeker(this, () -> TimeUnit.MILLISECONDS.toNanos(in.millis())),
                new FencedApply(in.redis(), metrics),
                this::park,
                metrics,
                new Read(),
                DUPLICATES,
                in);
        heartbeat = new Heartbeat(rollup, in.log(), metrics, Runnable::run, in);
    }

    /** Tombstones: nobody was erased, and that is known only after a while. */
    private final class Read implements Erasures {
        @Override
        public boolean isErased(long profileId) {
            return false;
        }

        @Override
        public boolean areRead() {
            return knowsErasuresAtOnce || in.millis() - startedAtMillis >= 1_500;
        }
    }

    private Optional<Trouble> park(int partition, List<JudgedRecord> records) {
        boolean nothingToPark =
                records.stream().allMatch(judged -> judged.record().unreadable() == null);
        return nothingToPark || in.parks() ? Optional.empty() : Optional.of(Trouble.passing("Kafka takes nothing"));
    }

    /** Has these partitions from now on, and no others. */
    void has(Collection<Integer> partitions) {
        Set<Integer> gone = new HashSet<>(positions.keySet());
        gone.removeAll(partitions);
        if (!gone.isEmpty()) {
            positions.keySet().removeAll(gone);
            rollup.revoke(gone);
        }
        Set<Integer> added = new TreeSet<>(partitions);
        added.removeAll(positions.keySet());
        if (!added.isEmpty()) {
            added.forEach(
                    partition -> positions.put(partition, new Position(in.log().end(partition), false)));
            rollup.assign(added);
            heartbeat.soon();
        }
    }

    Set<Integer> partitions() {
        return Set.copyOf(positions.keySet());
    }

    Optional<PartitionRollup> partition(int number) {
        return rollup.partitions().stream()
                .filter(partition -> partition.partition() == number)
                .findFirst();
    }

    RollupReadiness readiness() {
        return new RollupReadiness(rollup);
    }

    void beat() {
        heartbeat.beat();
    }

    void poll() {
        while (!told.isEmpty()) {
            told.removeFirst().run();
        }
        if (in.log().isSilent() || fetched.size() >= MOST_BATCHES || isRefused()) {
            return;
        }
        Map<Integer, List<LogRecord>> batch = new TreeMap<>();
        for (Map.Entry<Integer, Position> at : positions.entrySet()) {
            List<LogRecord> records = at.getValue().paused()
                    ? List.of()
                    : in.log().fetch(at.getKey(), at.getValue().next(), 1 + random.nextInt(MOST_POLLED));
            if (!records.isEmpty()) {
                batch.put(at.getKey(), records);
                at.setValue(new Position(records.get(records.size() - 1).offset() + 1, false));
            }
        }
        if (!batch.isEmpty()) {
            fetched.addLast(batch);
        }
    }

    private boolean isRefused() {
        return positions.entrySet().stream()
                .filter(at -> !at.getValue().paused())
                .anyMatch(at -> at.getValue().next() < in.log().begin(at.getKey())
                        || at.getValue().next() > in.log().end(at.getKey()));
    }

    /** What was fetched first reaches the rollup. */
    void deliver() {
        if (!fetched.isEmpty()) {
            fetched.removeFirst().forEach(rollup::take);
        }
    }

    @Override
    public void seek(int partition, long offset) {
        tell(partition, new Position(offset, false));
    }

    @Override
    public void ensure(int partition, long offset) {
        if (!new Position(offset, false).equals(positions.get(partition))) {
            seek(partition, offset);
        }
    }

    @Override
    public void pause(int partition) {
        told.addLast(() -> positions.computeIfPresent(partition, (number, at) -> new Position(at.next(), true)));
    }

    @Override
    public void leave(int partition) {
        told.addLast(() -> positions.computeIfPresent(
                partition, (number, at) -> new Position(in.log().end(number), true)));
    }

    private void tell(int partition, Position position) {
        if (!in.losesSeeks() || random.nextBoolean()) {
            told.addLast(() -> positions.computeIfPresent(partition, (number, at) -> position));
        }
    }
}
