package io.rollcall.worker;

import io.rollcall.event.LiveWindow;
import io.rollcall.event.Shards;
import io.rollcall.event.testkit.StateSpace.Kind;
import io.rollcall.event.testkit.StateSpace.Model;
import io.rollcall.event.testkit.StateSpace.Step;
import io.rollcall.log.PartitionLog;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.FenceReply;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.ShardBatch;
import io.rollcall.rollup.ShardFence;
import io.rollcall.worker.FenceWorld.Calls;
import io.rollcall.worker.FenceWorld.Doing;
import io.rollcall.worker.FenceWorld.Doing.Applying;
import io.rollcall.worker.FenceWorld.Doing.Beginning;
import io.rollcall.worker.FenceWorld.Doing.Looking;
import io.rollcall.worker.FenceWorld.Doing.Noting;
import io.rollcall.worker.FenceWorld.Doing.Reading;
import io.rollcall.worker.FenceWorld.Doing.Stopped;
import io.rollcall.worker.FenceWorld.Doing.Unplaced;
import io.rollcall.worker.FenceWorld.Faults;
import io.rollcall.worker.FenceWorld.Hand;
import io.rollcall.worker.FenceWorld.Position;
import io.rollcall.worker.ModelShard.Call;
import io.rollcall.worker.PartitionRollup.Stretch;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Workers, Kafka and Redis around the fence, a step at a time, with everything that may come in between: what {@link Rollup} does
 * in what order, while each decision is the worker's own ({@link PartitionRollup}, {@link StartPlan}, {@link FencedStretch}).
 *
 * <p>A step is what happens at once: one shard of Redis is asked, one record is written, one call arrives. A worker sees what it
 * reads of the log and of Redis at different times. Any call may arrive when its sender has given up, died or lost the partition;
 * every shard may fall back by itself to anything that it ever was. Which partition a worker has nobody decides: two work on the
 * same one all the time.
 */
final class FenceModel implements Model<FenceWorld> {
    private static final String TOPIC = "topic";
    private static final DuplicateWindow.Bounds DUPLICATES = new DuplicateWindow.Bounds(ModelLog.WINDOW, 1_000_000);

    /**
     * What is tried.
     *
     * @param script what is sent; the shards are 0 and, maybe, 1
     * @param written whether all of it is on the log from the beginning
     * @param hands the partitions that workers take for theirs
     * @param timed whether it matters as of when counters are whole; where it does not, nobody knows it
     */
    record Case(List<ModelLog.Sent> script, boolean written, List<Integer> hands, boolean timed, Faults faults) {
        int shards() {
            return script.stream().mapToInt(ModelLog.Sent::shard).max().orElse(0) + 1;
        }
    }

    private final Case tried;
    private final List<ModelLog.Sent> script;
    private final Set<Guard> guards;
    private final Set<Redis> redis = new HashSet<>();

    /** A call that was answered in some state. */
    record Redis(ModelShard before, Call call, ModelShard.Answered answered) {}

    /** With the rule as it is, but for guards that are left out. */
    FenceModel(Case tried, Set<Guard> without) {
        this.tried = tried;
        this.script = tried.script();
        this.guards = Set.of(Guard.values()).stream()
                .filter(guard -> !without.contains(guard))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Every different thing that Redis was asked in a state of its own, and what it did. */
    Set<Redis> redis() {
        return redis;
    }

    @Override
    public FenceWorld start() {
        List<Integer> placedIn = tried.written() ? script.stream().map(any -> 0).toList() : List.of();
        return new FenceWorld(
                new ModelLog(script, placedIn),
                1,
                Collections.nCopies(tried.shards(), ModelShard.EMPTY),
                Collections.nCopies(tried.shards(), Set.of()),
                tried.hands().stream()
                        .map(partition -> new Hand(partition, new Unplaced(Set.of())))
                        .toList(),
                List.of(),
                tried.faults());
    }

    // What must hold.

    @Override
    public Optional<String> wrong(FenceWorld world) {
        for (int shard = 0; shard < world.shards().size(); shard++) {
            Optional<String> wrong = wrong(world, shard);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return world.hands().stream()
                .map(Hand::doing)
                .filter(Stopped.class::isInstance)
                .map(stopped -> "a partition stops that might go on: " + stopped)
                .findFirst();
    }

    private static Optional<String> wrong(FenceWorld world, int number) {
        ModelShard shard = world.shards().get(number);
        long watchSec = 0;
        for (int partition = 0; partition < world.partitions(); partition++) {
            ModelShard.Fence fence = shard.fences().get(partition);
            ModelLog.Due due = world.log().due(number, partition, fence == null ? 0 : fence.next());
            watchSec += due.watchSec();
            Ledger ledger = shard.ledgers().getOrDefault(partition, Ledger.NOTHING);
            if (!ledger.equals(due.ledger())) {
                return Optional.of("shard " + number + " has counted " + ledger + " and not " + due.ledger());
            }
            if (fence != null && world.log().hasBehind(number, partition, fence.next(), fence.asOfMillis())) {
                return Optional.of("shard " + number + " claims more than it has counted: " + fence);
            }
        }
        return shard.watchSec() == watchSec
                ? Optional.empty()
                : Optional.of("shard " + number + " has counted " + shard.watchSec() + " and not " + watchSec);
    }

    /** Every record was sent, and is in the counters. */
    @Override
    public boolean isGoal(FenceWorld world) {
        return world.log().isWhole()
                && IntStream.range(0, world.shards().size())
                        .allMatch(shard -> world.shards().get(shard).ledgers().values().stream()
                                        .mapToLong(Ledger::records)
                                        .sum()
                                == script.stream()
                                        .filter(sent -> sent.shard() == shard)
                                        .count());
    }

    // What may happen.

    @Override
    public List<Step<FenceWorld>> steps(FenceWorld world) {
        List<Step<FenceWorld>> steps = new ArrayList<>();
        write(world, steps);
        work(world, steps);
        for (int ghost = 0; ghost < world.ghosts().size(); ghost++) {
            Call call = world.ghosts().get(ghost);
            steps.add(fault(
                    "a call arrives late",
                    answered(world.withoutGhost(ghost), call).world()));
        }
        fallBack(world, steps);
        if (world.left().growths() > 0) {
            steps.add(fault("partitions grow", world.grown(world.partitions() * 2)));
        }
        return steps.stream()
                .map(step -> new Step<>(step.name(), step.kind(), withoutTheDead(step.to())))
                .toList();
    }

    /** A call that can never change anything any more makes no other state. */
    private FenceWorld withoutTheDead(FenceWorld world) {
        return world.left().rollbacks() > 0 || guards.size() < Guard.values().length
                ? world
                : world.ghostsOf(world.ghosts().stream()
                        .filter(call -> {
                            ModelShard.Fence stored = world.shards()
                                    .get(call.batch().shard())
                                    .fences()
                                    .get(call.partition());
                            return stored == null
                                    || (!call.begins()
                                            && stored.next() <= call.batch().expected());
                        })
                        .toList());
    }

    private void work(FenceWorld world, List<Step<FenceWorld>> steps) {
        for (int hand = 0; hand < world.hands().size(); hand++) {
            if (world.hands().get(hand).partition() < world.partitions()) {
                work(world, hand, steps);
                crash(world, hand, steps);
            }
        }
    }

    private void write(FenceWorld world, List<Step<FenceWorld>> steps) {
        if (!world.log().isWhole()) {
            int shard = script.get(world.log().placedIn().size()).shard();
            ModelLog longer = world.log().and(Shards.partitionOf(shard, world.partitions()));
            steps.add(progress("a record is written", world.with(longer)));
        }
    }

    private void crash(FenceWorld world, int hand, List<Step<FenceWorld>> steps) {
        Doing doing = world.hands().get(hand).doing();
        if (world.left().crashes() > 0 && !doing.equals(new Unplaced(Set.of()))) {
            List<Call> open = doing instanceof Applying applying
                    ? applying.calls().open()
                    : doing instanceof Beginning beginning ? beginning.calls().open() : List.of();
            steps.add(fault(
                    "worker " + hand + " dies or loses its partition",
                    world.crashed().withGhosts(open).doing(hand, new Unplaced(Set.of()))));
        }
    }

    private static void fallBack(FenceWorld world, List<Step<FenceWorld>> steps) {
        if (world.left().rollbacks() == 0) {
            return;
        }
        List<List<ModelShard>> pasts = List.of(List.of());
        for (int shard = 0; shard < world.shards().size(); shard++) {
            Set<ModelShard> ofShard =
                    withNow(world.earlier().get(shard), world.shards().get(shard));
            pasts = pasts.stream()
                    .flatMap(before -> ofShard.stream().map(one -> and(before, one)))
                    .toList();
        }
        pasts.stream()
                .filter(then -> !then.equals(world.shards()))
                .forEach(then -> steps.add(fault("Redis falls back", world.fallenBack(then))));
    }

    private static List<ModelShard> and(List<ModelShard> some, ModelShard another) {
        List<ModelShard> more = new ArrayList<>(some);
        more.add(another);
        return List.copyOf(more);
    }

    private static Set<ModelShard> withNow(Set<ModelShard> earlier, ModelShard now) {
        Set<ModelShard> all = new HashSet<>(earlier);
        all.add(now);
        return all;
    }

    private void work(FenceWorld world, int hand, List<Step<FenceWorld>> steps) {
        Hand worker = world.hands().get(hand);
        String who = "worker " + hand + " ";
        if (worker.doing() instanceof Unplaced unplaced) {
            Doing looking = looking(world, worker.partition(), unplaced.strangers(), world.partitions());
            steps.add(progress(who + "asks how many partitions there are", world.doing(hand, looking)));
        } else if (worker.doing() instanceof Looking looking) {
            steps.add(progress(
                    who + "looks where it stands", world.doing(hand, look(world, worker.partition(), looking))));
        } else if (worker.doing() instanceof Beginning beginning) {
            answer(world, hand, beginning.calls(), steps);
        } else if (worker.doing() instanceof Noting noting) {
            steps.add(progress(who + "notes how few partitions there were", note(world, hand, noting)));
        } else if (worker.doing() instanceof Reading reading) {
            read(world, hand, reading.at(), steps);
        } else if (worker.doing() instanceof Applying applying) {
            answer(world, hand, applying.calls(), steps);
        }
    }

    // Placing.

    private Looking looking(FenceWorld world, int partition, Set<Integer> strangers, int partitions) {
        Optional<Long> end = guards.contains(Guard.FENCES_FIRST)
                ? Optional.empty()
                : Optional.of(world.log().end(partition));
        return new Looking(strangers, partitions, end, List.of());
    }

    private Doing look(FenceWorld world, int partition, Looking looking) {
        List<Optional<ModelShard.Fence>> seen = new ArrayList<>(looking.seen());
        seen.add(Optional.ofNullable(world.shards().get(seen.size()).fences().get(partition)));
        Looking further = new Looking(looking.strangers(), looking.partitions(), looking.end(), List.copyOf(seen));
        return seen.size() == world.shards().size()
                ? placed(
                        world,
                        partition,
                        further,
                        looking.end().orElse(world.log().end(partition)))
                : further;
    }

    private Doing placed(FenceWorld world, int partition, Looking looking, long end) {
        List<Optional<ModelShard.Fence>> seen = looking.seen();
        FenceField field = new FenceField(TOPIC, partition);
        PartitionRollup rollup = empty(partition, looking.strangers());
        Map<Integer, Optional<ShardFence>> all = new TreeMap<>();
        for (int shard = 0; shard < seen.size(); shard++) {
            int of = shard;
            all.put(shard, seen.get(shard).map(fence -> FenceWorld.fence(of, field, fence)));
        }
        if (guards.contains(Guard.OLD_FENCES)) {
            all.forEach((shard, fence) -> fence.ifPresent(stands -> rollup.holdsLike(shard)));
        }
        if (guards.contains(Guard.NOTE)) {
            all.forEach((shard, fence) -> fence.ifPresent(stands -> rollup.heldAmong(stands.partitions())));
        }
        Set<Integer> shards = rollup.shards(looking.partitions()).stream()
                .filter(all::containsKey)
                .collect(Collectors.toSet());
        Map<Integer, Optional<ShardFence>> held = StartPlan.held(all, shards);
        if (!guards.contains(Guard.OLD_FENCES)) {
            held.keySet().retainAll(shards);
        }
        PartitionLog log = world.log().partition(partition, end);
        long now = ModelLog.timeOf(script.size());
        StartPlan plan = StartPlan.decide(
                held,
                false,
                log,
                LiveWindow.oldestDay(now)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli(),
                now - LiveWindow.BACKLOG.toMillis());
        if (plan instanceof StartPlan.Begin begin) {
            List<Call> calls = begin.missing().stream()
                    .sorted()
                    .map(shard -> new Call(
                            new ShardBatch(
                                    shard,
                                    field,
                                    begin.start(),
                                    begin.start(),
                                    -1,
                                    0,
                                    Ledger.NOTHING,
                                    Map.of(),
                                    Map.of(),
                                    Map.of()),
                            true,
                            guards.contains(Guard.NOTE) ? rollup.fewest(looking.partitions()) : 0))
                    .toList();
            return new Beginning(looking.strangers(), looking.partitions(), Calls.of(calls));
        }
        if (plan instanceof StartPlan.Resume resume) {
            long warmFrom = guards.contains(Guard.REMEMBER) ? resume.warmFrom(log, DUPLICATES) : resume.lowest();
            rollup.place(field, resume.fences(), warmFrom);
            Position then = position(looking.strangers(), warmFrom, rollup);
            int fewest = rollup.fewest(looking.partitions());
            return reading(List.copyOf(resume.unaware(fewest)), fewest, then);
        }
        return new Stopped(plan.toString());
    }

    private Doing reading(List<Integer> unaware, int fewest, Position then) {
        return unaware.isEmpty() || !guards.contains(Guard.NOTE)
                ? new Reading(then)
                : new Noting(unaware, fewest, then);
    }

    private FenceWorld note(FenceWorld world, int hand, Noting noting) {
        int shard = noting.unaware().get(0);
        int partition = world.hands().get(hand).partition();
        List<Integer> rest = noting.unaware().subList(1, noting.unaware().size());
        return world.shard(shard, world.shards().get(shard).noted(partition, noting.fewest()))
                .doing(hand, reading(List.copyOf(rest), noting.fewest(), noting.then()));
    }

    // Reading.

    private void read(FenceWorld world, int hand, Position at, List<Step<FenceWorld>> steps) {
        int partition = world.hands().get(hand).partition();
        long end = world.log().end(partition);
        // What was fetched before a seek comes after it: records may overlap with what was read, or leave a gap.
        for (long from = Math.max(0, at.next() - 1); from <= Math.min(at.next() + 1, end); from++) {
            for (long to = from + 1; to <= end; to++) {
                steps.add(progress(
                        "worker " + hand + " polls " + from + ".." + to,
                        world.doing(hand, take(world, partition, at, from, to))));
            }
        }
        if (guards.contains(Guard.BEAT) && wouldChange(world, partition, at)) {
            steps.add(progress(
                    "worker " + hand + " looks after its fences", world.doing(hand, beat(world, partition, at))));
        }
    }

    /** Whether looking after the fences could change anything: where it could not, it makes no other state. */
    private boolean wouldChange(FenceWorld world, int partition, Position at) {
        return tried.timed()
                || at.fences().entrySet().stream().anyMatch(fence -> {
                    ModelShard.Fence stored =
                            world.shards().get(fence.getKey()).fences().get(partition);
                    return stored == null || stored.next() != fence.getValue() || fence.getValue() < at.next();
                });
    }

    private Doing take(FenceWorld world, int partition, Position at, long from, long to) {
        PartitionRollup rollup = rollup(world.log(), partition, at);
        List<LogRecord> polled = world.log().records(partition, from, to);
        Stretch stretch = rollup.stretch(polled);
        List<LogRecord> records = List.of();
        if (stretch instanceof Stretch.Continues continues) {
            records = continues.records();
        } else if (stretch instanceof Stretch.Gap && !guards.contains(Guard.NO_GAP)) {
            records = polled;
        }
        if (records.isEmpty()) {
            return new Reading(at);
        }
        Set<Integer> strangers = records.stream()
                .map(LogRecord::shard)
                .filter(shard -> !rollup.holds(shard))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!strangers.isEmpty() && guards.contains(Guard.ADOPT)) {
            strangers.addAll(at.strangers());
            return new Unplaced(Set.copyOf(strangers));
        }
        return send(rollup, at, rollup.take(records), to, Optional.empty());
    }

    private Doing beat(FenceWorld world, int partition, Position at) {
        PartitionRollup rollup = rollup(world.log(), partition, at);
        rollup.sawEnd(at.next(), world.log().timeOfEnd(partition, at.next()));
        return send(
                rollup, at, List.of(), at.next(), Optional.of(rollup.fences().keySet()));
    }

    /** @param shards that a call is made for; by default those with records */
    private Doing send(
            PartitionRollup rollup,
            Position before,
            List<JudgedRecord> unapplied,
            long readTo,
            Optional<Set<Integer>> shards) {
        FencedStretch stretch = new FencedStretch(rollup, unapplied, readTo, asOf(rollup));
        List<ShardBatch> batches = batches(stretch, unapplied, shards.orElseGet(stretch::shards));
        if (batches.isEmpty()) {
            return new Reading(position(before.strangers(), before.warmFrom(), rollup));
        }
        return new Applying(
                before,
                rollup.fences(),
                readTo,
                Calls.of(batches.stream().map(batch -> Call.applies(batch)).toList()));
    }

    private List<ShardBatch> batches(FencedStretch stretch, List<JudgedRecord> unapplied, Set<Integer> shards) {
        List<ShardBatch> batches = stretch.batches(shards);
        if (guards.contains(Guard.ONLY_UNAPPLIED)) {
            return batches;
        }
        return batches.stream()
                .map(batch -> ShardAggregation.of(
                        batch.shard(),
                        batch.field(),
                        batch.expected(),
                        batch.next(),
                        batch.leaderEpoch(),
                        batch.asOfMillis(),
                        unapplied.stream()
                                .filter(judged -> judged.record().shard() == batch.shard())
                                .toList()))
                .toList();
    }

    // Calls.

    private void answer(FenceWorld world, int hand, Calls calls, List<Step<FenceWorld>> steps) {
        for (int i = 0; i < calls.sent().size(); i++) {
            if (!calls.isOpen(i)) {
                continue;
            }
            Call call = calls.sent().get(i);
            String shard = " of shard " + call.batch().shard();
            Redone answered = answered(world, call);
            settle(
                    answered.world(),
                    hand,
                    calls.with(i, answered.reply()),
                    Kind.PROGRESS,
                    "a call" + shard + " is answered",
                    steps);
            if (world.left().lost() > 0) {
                Calls unanswered = calls.with(i, new FenceReply.Unanswered("lost"));
                settle(answered.world().lost(), hand, unanswered, Kind.FAULT, "a reply" + shard + " is lost", steps);
                settle(
                        world.lost().withGhosts(List.of(call)),
                        hand,
                        unanswered,
                        Kind.FAULT,
                        "a call" + shard + " is late",
                        steps);
                if (!guards.contains(Guard.TOGETHER)) {
                    ModelShard torn = world.shards().get(call.batch().shard()).counted(call.batch());
                    settle(
                            world.lost().shard(call.batch().shard(), torn),
                            hand,
                            unanswered,
                            Kind.FAULT,
                            "a call" + shard + " is done by half",
                            steps);
                }
            }
        }
    }

    /** @param world with the shard as the call leaves it */
    private record Redone(FenceWorld world, FenceReply reply) {}

    private Redone answered(FenceWorld world, Call call) {
        int number = call.batch().shard();
        ModelShard before = world.shards().get(number);
        ModelShard.Answered answered = before.answer(call, guards);
        redis.add(new Redis(
                before.unnoted(), call, new ModelShard.Answered(answered.shard().unnoted(), answered.reply())));
        return new Redone(world.shard(number, answered.shard()), answered.reply());
    }

    /** Lets a worker go on when it has all its answers. */
    private void settle(FenceWorld world, int hand, Calls calls, Kind kind, String name, List<Step<FenceWorld>> steps) {
        Doing doing = world.hands().get(hand).doing();
        if (doing instanceof Beginning beginning) {
            Doing then = new Beginning(beginning.strangers(), beginning.partitions(), calls);
            if (calls.areAnswered()) {
                boolean unanswered = calls.answers().stream().anyMatch(FenceReply.Unanswered.class::isInstance);
                then = unanswered
                        ? new Unplaced(beginning.strangers())
                        : looking(
                                world,
                                world.hands().get(hand).partition(),
                                beginning.strangers(),
                                beginning.partitions());
            }
            steps.add(new Step<>(name, kind, world.doing(hand, then)));
        } else if (doing instanceof Applying applying) {
            Applying then = new Applying(applying.before(), applying.fences(), applying.readTo(), calls);
            if (!calls.areAnswered()) {
                steps.add(new Step<>(name, kind, world.doing(hand, then)));
                return;
            }
            for (Doing next : settled(world, hand, then)) {
                steps.add(new Step<>(name, kind, world.doing(hand, next)));
            }
        }
    }

    /** What a worker does once it has all its answers; more than one where it may choose. */
    private List<Doing> settled(FenceWorld world, int hand, Applying applying) {
        int partition = world.hands().get(hand).partition();
        Position before = applying.before();
        PartitionRollup rollup = rollup(world.log(), partition, before);
        List<JudgedRecord> unapplied = List.of();
        if (applying.isIdle()) {
            rollup.sawEnd(before.next(), applying.calls().sent().get(0).batch().asOfMillis());
        } else {
            List<LogRecord> records = world.log().records(partition, before.next(), applying.readTo());
            unapplied = rollup.take(records);
        }
        applying.fences().forEach(rollup::fenceStandsAt);
        FencedStretch stretch = new FencedStretch(rollup, unapplied, applying.readTo(), asOf(rollup));
        FencedStretch.Round round = stretch.settle(
                applying.calls().sent().stream().map(Call::batch).toList(),
                applying.calls().answers());
        Position after = position(before.strangers(), before.warmFrom(), rollup);
        if (round.outcome() instanceof FencedStretch.Outcome.FenceBehind) {
            if (guards.contains(Guard.REWIND)) {
                return List.of(new Unplaced(before.strangers()));
            }
            return List.of(new Reading(after));
        }
        if (applying.isIdle() || round.isOver()) {
            return List.of(new Reading(after));
        }
        List<ShardBatch> again = batches(stretch, unapplied, round.pending());
        List<Doing> next = new ArrayList<>();
        next.add(new Applying(
                before,
                rollup.fences(),
                applying.readTo(),
                Calls.of(again.stream().map(batch -> Call.applies(batch)).toList())));
        if (round.outcome() instanceof FencedStretch.Outcome.NotApplied) {
            // What is held is tried again at a beat, or what comes after the calls fails, and the partition is placed
            // anew.
            next.add(guards.contains(Guard.HOLD_UNSETTLED) ? new Unplaced(before.strangers()) : new Reading(after));
        }
        return next;
    }

    private long asOf(PartitionRollup rollup) {
        return tried.timed() ? rollup.asOfWhenApplied() : 0;
    }

    // The worker's own state, made again.

    private static PartitionRollup empty(int partition, Set<Integer> strangers) {
        PartitionRollup rollup = new PartitionRollup(partition, DUPLICATES, profile -> false);
        strangers.forEach(rollup::holdsLike);
        return rollup;
    }

    private static PartitionRollup rollup(ModelLog log, int partition, Position at) {
        FenceField field = new FenceField(TOPIC, partition);
        PartitionRollup rollup = empty(partition, at.strangers());
        Map<Integer, ShardFence> fences = new TreeMap<>();
        at.fences()
                .forEach((shard, next) -> fences.put(shard, new ShardFence(shard, field, next, -1, at.asOfMillis())));
        rollup.place(field, fences, at.warmFrom());
        if (at.next() > at.warmFrom()) {
            rollup.take(log.records(partition, at.warmFrom(), at.next()));
        }
        rollup.sawEnd(at.next(), at.asOfMillis());
        return rollup;
    }

    private Position position(Set<Integer> strangers, long warmFrom, PartitionRollup rollup) {
        return new Position(strangers, warmFrom, rollup.next(), rollup.fences(), asOf(rollup));
    }

    private static Step<FenceWorld> progress(String name, FenceWorld to) {
        return new Step<>(name, Kind.PROGRESS, to);
    }

    private static Step<FenceWorld> fault(String name, FenceWorld to) {
        return new Step<>(name, Kind.FAULT, to);
    }
}
