package io.rollcall.worker;

import io.rollcall.event.Shards;
import io.rollcall.log.StopReason;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.ShardFence;
import io.rollcall.worker.PartitionRollup.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two workers, a log and a Redis in a time of their own. What the workers do is the program's; when it happens, and what goes
 * wrong meanwhile, a seed decides. Afterwards all is well, but for what lasts, and it is told what each partition came to.
 */
final class Simulation implements InstantSource {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int STEPS_PER_SECOND = 10;
    private static final int WORKERS = 2;
    private static final int MOST_PARTITIONS = 16;
    private static final int PROFILES = 60;
    private static final int EVENTS = 400;
    private static final int MOST_UNREAD = 20;
    private static final Duration LONG = Duration.ofSeconds(20);

    /** What strikes when everything else is well again. */
    private static final Set<Lasting> REST = EnumSet.range(Lasting.REDIS_REFUSES, Lasting.UNEVEN_PARTITIONS);

    /** What goes wrong for a while, or at once. */
    private enum Fault {
        REDIS_SILENT,
        MASTER_SILENT,
        REDIS_FULL,
        KEY_DAMAGED,
        CALLS_LOST,
        LOG_SILENT,
        NOTHING_PARKED,
        SEEKS_LOST,
        /** A worker goes on with partitions that another one has by now. */
        ZOMBIE,
        REDIS_FALLS_BACK,
        REDIS_WIPED,
        MASTER_WIPED,
        WORKER_KILLED,
        REBALANCED,
        PARTITIONS_GROWN
    }

    /** What does not end with the faults: somebody has to mend it, and is told so. */
    enum Lasting {
        NOTHING,
        REDIS_FULL,
        KEY_DAMAGED,
        /** Retention has taken records that were not read. */
        RECORDS_GONE,
        /** One of four masters does not come back, while partitions change hands. */
        MASTER_SILENT,
        REDIS_REFUSES,
        REDIS_MAY_FORGET,
        /** A fault of ours. */
        SOMETHING_UNFORESEEN,
        OTHER_TOPIC,
        LOG_LOST,
        LOG_REWRITTEN,
        UNEVEN_PARTITIONS,
        /** Nobody looked after it for three days. */
        THREE_DAYS_GONE
    }

    private final Random random;
    private final Lasting lasting;
    private final SimulatedLog log = new SimulatedLog();
    private final SimulatedRedis redis;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final Map<Fault, Instant> ends = new EnumMap<>(Fault.class);
    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    private final FenceField[] fields;
    private Set<Integer> damaged = Set.of();
    private Set<Integer> silent = Set.of();
    private Instant now = Records.NOON;
    private int turn;
    private boolean parks = true;
    private boolean losesSeeks;
    private boolean zombie;
    private boolean isStruckForGood;

    Simulation(long seed, Lasting lasting) {
        this.random = new Random(seed);
        this.lasting = lasting;
        this.redis = new SimulatedRedis(random);
        this.fields = IntStream.range(0, MOST_PARTITIONS)
                .mapToObj(partition -> new FenceField(log.topic().id(), partition))
                .toArray(FenceField[]::new);
        for (int worker = 0; worker < WORKERS; worker++) {
            workers.add(new SimulatedWorker(this, random));
        }
        rebalance();
    }

    @Override
    public Instant instant() {
        return now;
    }

    SimulatedLog log() {
        return log;
    }

    SimulatedRedis redis() {
        return redis;
    }

    boolean parks() {
        return parks;
    }

    boolean losesSeeks() {
        return losesSeeks;
    }

    Map<String, Integer> struck() {
        Map<String, Integer> all = new TreeMap<>();
        struck.forEach((fault, times) -> all.put(fault.name(), times));
        return all;
    }

    /** Events come in, and faults come and go. In the end there are none but what lasts. */
    void goWrong(int seconds) {
        for (int step = 0; step < seconds * STEPS_PER_SECOND; step++) {
            send();
            if (random.nextInt(2 * STEPS_PER_SECOND) == 0) {
                strike(Fault.values()[random.nextInt(Fault.values().length)]);
            }
            ends.entrySet().removeIf(fault -> {
                boolean over = !fault.getValue().isAfter(now);
                if (over) {
                    end(fault.getKey());
                }
                return over;
            });
            step(step);
        }
        last();
        ends.keySet().forEach(this::end);
        if (lasting == Lasting.REDIS_FULL) {
            redis.fills(true);
        } else if (lasting == Lasting.KEY_DAMAGED) {
            redis.damages(damaged);
        } else if (lasting == Lasting.MASTER_SILENT) {
            silent = someShards();
            redis.falls(silent);
            rebalance();
        } else if (REST.contains(lasting)) {
            recover(LONG);
            strikeForGood();
        }
    }

    /** What nobody can have on its way meanwhile, and workers that have just been started. */
    private void strikeForGood() {
        isStruckForGood = true;
        for (int partition = 0; partition < log.partitions(); partition++) {
            if (lasting == Lasting.LOG_LOST) {
                log.cutInHalf(partition);
            } else if (lasting == Lasting.LOG_REWRITTEN) {
                log.rewriteLast(partition);
            }
        }
        switch (lasting) {
            case REDIS_REFUSES -> redis.forbidsToWrite();
            case REDIS_MAY_FORGET -> redis.mayForget();
            case SOMETHING_UNFORESEEN -> redis.breaks();
            case OTHER_TOPIC -> log.replace();
            case UNEVEN_PARTITIONS -> log.growsUnevenly();
            default -> {}
        }
        for (int worker = 0; worker < WORKERS; worker++) {
            workers.set(worker, new SimulatedWorker(this, random));
        }
        rebalance();
    }

    /** It answers again after all. */
    void masterAnswers() {
        silent = Set.of();
        redis.falls(silent);
    }

    /** What lasts begins while nobody gets anything done, so that there is something that it concerns. */
    private void last() {
        redis.falls(true);
        for (int step = 0; step < 2 * STEPS_PER_SECOND; step++) {
            send();
            step(step);
        }
        if (lasting == Lasting.KEY_DAMAGED) {
            damaged = someShards();
        } else if (lasting == Lasting.RECORDS_GONE) {
            for (int partition = 0; partition < log.partitions(); partition++) {
                if (random.nextBoolean()) {
                    log.forgetBefore(partition, Math.max(0, log.end(partition) - random.nextInt(MOST_UNREAD)));
                }
            }
        }
        if (lasting == Lasting.THREE_DAYS_GONE) {
            now = now.plus(Duration.ofDays(3));
        }
        redis.falls(false);
    }

    /**
     * Nothing goes wrong any more.
     *
     * @return after how long every partition was through, or said why it cannot be; nothing when that took too long
     */
    Optional<Duration> recover(Duration bound) {
        Instant began = now;
        for (int step = 0; Duration.between(began, now).compareTo(bound) <= 0; step++) {
            if (unsettled().isEmpty()) {
                return Optional.of(Duration.between(began, now));
            }
            step(step);
        }
        return Optional.empty();
    }

    private void send() {
        for (int events = random.nextInt(6); events > 0; events--) {
            Instant at = now.minusMillis(random.nextInt(2_000));
            if (random.nextInt(200) == 0) {
                log.appendUnreadable(random.nextInt(log.partitions()), at);
            } else {
                log.append(1L + random.nextInt(PROFILES), "event " + random.nextInt(EVENTS), at);
            }
        }
    }

    private void strike(Fault fault) {
        if (ends.putIfAbsent(fault, now.plusMillis(300 + random.nextInt(6_000))) == null) {
            struck.merge(fault, 1, Integer::sum);
            begin(fault);
        }
    }

    private void begin(Fault fault) {
        switch (fault) {
            case REDIS_SILENT -> redis.falls(true);
            case MASTER_SILENT -> redis.falls(someShards());
            case REDIS_FULL -> redis.fills(true);
            case KEY_DAMAGED -> redis.damages(someShards());
            case CALLS_LOST -> redis.loses(true);
            case LOG_SILENT -> log.falls(true);
            case NOTHING_PARKED -> parks = false;
            case SEEKS_LOST -> losesSeeks = true;
            case ZOMBIE -> zombie = true;
            case REDIS_FALLS_BACK -> redis.fallBack();
            case REDIS_WIPED -> redis.wipe();
            case MASTER_WIPED -> redis.wipe(someShards());
            case WORKER_KILLED -> kill();
            case REBALANCED -> rebalance();
            case PARTITIONS_GROWN -> grow();
        }
    }

    private void end(Fault fault) {
        switch (fault) {
            case REDIS_SILENT -> redis.falls(false);
            case MASTER_SILENT -> redis.falls(Set.of());
            case REDIS_FULL -> redis.fills(false);
            case KEY_DAMAGED -> redis.damages(Set.of());
            case CALLS_LOST -> redis.loses(false);
            case LOG_SILENT -> log.falls(false);
            case NOTHING_PARKED -> parks = true;
            case SEEKS_LOST -> losesSeeks = false;
            case ZOMBIE -> {
                zombie = false;
                rebalance();
            }
            case REDIS_FALLS_BACK, REDIS_WIPED, MASTER_WIPED, WORKER_KILLED, REBALANCED, PARTITIONS_GROWN -> {}
        }
    }

    private void step(int step) {
        now = now.plus(STEP);
        for (SimulatedWorker worker : workers) {
            if (random.nextInt(3) > 0) {
                worker.poll();
            }
            if (random.nextInt(3) > 0) {
                worker.deliver();
            }
            if (step % STEPS_PER_SECOND == 0) {
                worker.beat();
            }
        }
        if (random.nextBoolean()) {
            redis.lateCall();
        }
        if (step % STEPS_PER_SECOND == 0) {
            redis.remember();
        }
    }

    /** Those of one of four masters: half of the partitions need it, and some only for what they held when they were fewer. */
    private Set<Integer> someShards() {
        int master = random.nextInt(4);
        return IntStream.range(0, Shards.COUNT)
                .filter(shard -> shard % 8 / 2 == master)
                .boxed()
                .collect(Collectors.toSet());
    }

    private void kill() {
        int worker = random.nextInt(WORKERS);
        workers.set(worker, new SimulatedWorker(this, random));
        rebalance();
    }

    private void grow() {
        if (log.partitions() < MOST_PARTITIONS) {
            log.grow();
            rebalance();
        }
    }

    /** Gives each partition to a worker; one that nobody hears of keeps what it had as well. */
    private void rebalance() {
        turn++;
        for (int worker = 0; worker < WORKERS; worker++) {
            int number = worker;
            Set<Integer> given = IntStream.range(0, log.partitions())
                    .filter(partition -> (partition + turn) % WORKERS == number)
                    .boxed()
                    .collect(Collectors.toCollection(TreeSet::new));
            if (zombie && worker == 0) {
                given.addAll(workers.get(worker).partitions());
            }
            workers.get(worker).has(given);
        }
    }

    // What it came to.

    /** What is wrong in the counters: a shard holds something else than its records before its fence come to. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        for (int partition = 0; partition < log.partitions(); partition++) {
            for (int shard = 0; shard < Shards.COUNT; shard++) {
                long fence = redis.fence(shard, fields[partition])
                        .map(ShardFence::next)
                        .orElse(0L);
                Ledger due = log.due(partition, shard, fence);
                Ledger counted = redis.ledger(shard, fields[partition]);
                if (!counted.equals(due)) {
                    wrong.add("shard " + shard + " of partition " + partition + " has counted " + counted + " up to "
                            + fence + " and not " + due);
                }
            }
        }
        return wrong;
    }

    /** Partitions that neither are through nor say why they cannot be, each with where it stands. */
    List<String> unsettled() {
        return IntStream.range(0, log.partitions())
                .boxed()
                .flatMap(partition -> unsettled(partition).stream())
                .toList();
    }

    private Optional<String> unsettled(int number) {
        PartitionRollup partition = owner(number).partition(number).orElseThrow();
        Optional<StopReason> why = cannotGoOn(number);
        boolean settled = needsWhoIsSilent(number)
                ? isThrough(partition) || isSaid(number)
                : partition.stopped().equals(why) && (why.isPresent() ? isSaid(number) : isThrough(partition));
        return settled
                ? Optional.empty()
                : Optional.of("partition " + number + " is " + partition.state() + " at " + partition.appliedTo()
                        + " of " + log.end(number) + ", which "
                        + why.map(StopReason::code).orElse("nothing") + " prevents");
    }

    /** Whether shards of the silent master belong to a partition, or did when partitions were fewer. */
    private boolean needsWhoIsSilent(int partition) {
        return silent.stream()
                .anyMatch(shard -> Shards.partitionOf(shard, log.partitions()) == partition
                        || Shards.partitionOf(shard, SimulatedLog.FIRST_PARTITIONS) == partition);
    }

    /** The partitions that are through with their log. */
    long through() {
        return IntStream.range(0, log.partitions())
                .filter(number -> isThrough(owner(number).partition(number).orElseThrow()))
                .count();
    }

    private SimulatedWorker owner(int partition) {
        return workers.stream()
                .filter(worker -> worker.partitions().contains(partition))
                .findFirst()
                .orElseThrow();
    }

    private boolean isThrough(PartitionRollup partition) {
        long end = log.end(partition.partition());
        return partition.state() instanceof State.Reading
                && partition.appliedTo() == end
                && IntStream.range(0, Shards.COUNT)
                        .filter(shard -> !silent.contains(shard))
                        .boxed()
                        .flatMap(shard -> redis.fence(shard, fields[partition.partition()]).stream())
                        .allMatch(fence -> fence.next() == end);
    }

    /** Whether somebody who asks the worker how it is hears of the partition. */
    private boolean isSaid(int partition) {
        return owner(partition)
                .readiness()
                .call()
                .getData()
                .filter(data ->
                        String.valueOf(data.get("partition-" + partition)).matches("(stopped|waits): .+"))
                .isPresent();
    }

    /** What keeps a partition from going on, judged by everything that there is to know. */
    Optional<StopReason> cannotGoOn(int partition) {
        List<ShardFence> fences = IntStream.range(0, Shards.COUNT)
                .boxed()
                .flatMap(shard -> redis.fence(shard, fields[partition]).stream())
                .toList();
        long begin = log.begin(partition);
        boolean unread = fences.stream().anyMatch(fence -> fence.next() < begin);
        boolean unknown = begin > 0 && begin < log.end(partition) && lacksFences(partition);
        if (unread || unknown) {
            return Optional.of(StopReason.LOG_GONE);
        }
        if (isStruckForGood) {
            return struckForGood(partition, fences);
        }
        if (lasting == Lasting.THREE_DAYS_GONE) {
            return fences.stream().anyMatch(fence -> fence.next() < log.end(partition))
                    ? Optional.of(StopReason.BACKLOG_TOO_OLD)
                    : Optional.empty();
        }
        if (lasting == Lasting.REDIS_FULL) {
            return Optional.of(StopReason.REDIS_OUT_OF_MEMORY);
        }
        boolean damagedKey =
                lasting == Lasting.KEY_DAMAGED && damaged.stream().anyMatch(shard -> wants(partition, shard));
        return damagedKey ? Optional.of(StopReason.DAMAGED_COUNTERS) : Optional.empty();
    }

    private Optional<StopReason> struckForGood(int partition, List<ShardFence> fences) {
        long end = log.end(partition);
        return switch (lasting) {
            case REDIS_REFUSES -> Optional.of(StopReason.REDIS_REFUSES);
            case REDIS_MAY_FORGET -> Optional.of(StopReason.UNSAFE_REDIS);
            case SOMETHING_UNFORESEEN -> Optional.of(StopReason.UNFORESEEN);
            case OTHER_TOPIC -> Optional.of(StopReason.OTHER_TOPIC);
            case UNEVEN_PARTITIONS -> Optional.of(StopReason.PARTITION_COUNT);
            case LOG_LOST ->
                fences.stream().anyMatch(fence -> fence.next() > end)
                        ? Optional.of(StopReason.BEYOND_LOG)
                        : Optional.empty();
            case LOG_REWRITTEN ->
                fences.stream().anyMatch(fence -> end > 0 && fence.next() == end && fence.leaderEpoch() >= 0)
                        ? Optional.of(StopReason.LOG_CUT)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private boolean lacksFences(int partition) {
        int fewest = fewest(partition);
        return IntStream.range(0, Shards.COUNT)
                .filter(shard -> Shards.partitionOf(shard, fewest) == Shards.partitionOf(partition, fewest))
                .anyMatch(shard -> redis.fence(shard, fields[partition]).isEmpty());
    }

    /** How few partitions have put shards into one, as its fences show by being there, and by what is noted with them. */
    private int fewest(int partition) {
        return IntStream.range(0, Shards.COUNT)
                .boxed()
                .flatMap(shard -> redis.fence(shard, fields[partition]).stream())
                .flatMapToInt(fence ->
                        IntStream.of(fence.partitions(), Integer.lowestOneBit(Math.abs(fence.shard() - partition))))
                .filter(told -> told > 0)
                .reduce(log.partitions(), Math::min);
    }

    /** Whether events of a shard are still to be counted. */
    private boolean wants(int partition, int shard) {
        long fence = redis.fence(shard, fields[partition]).map(ShardFence::next).orElse(0L);
        return log.due(partition, shard, log.end(partition)).counted()
                > log.due(partition, shard, fence).counted();
    }

    /** The reasons that keep partitions from going on. */
    Stream<StopReason> reasons() {
        return IntStream.range(0, log.partitions()).boxed().flatMap(partition -> cannotGoOn(partition).stream());
    }
}
