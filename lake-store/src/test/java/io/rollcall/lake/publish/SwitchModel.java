package io.rollcall.lake.publish;

import static java.util.Objects.requireNonNull;

import io.rollcall.event.testkit.StateSpace.Kind;
import io.rollcall.event.testkit.StateSpace.Model;
import io.rollcall.event.testkit.StateSpace.Step;
import io.rollcall.lake.day.ArchiveEnd;
import io.rollcall.lake.day.DayStatus.Change;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.day.DueDays;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.publish.SwitchWorld.Content;
import io.rollcall.lake.publish.SwitchWorld.Counted;
import io.rollcall.lake.publish.SwitchWorld.Doing;
import io.rollcall.lake.publish.SwitchWorld.Doing.Begun;
import io.rollcall.lake.publish.SwitchWorld.Doing.Counting;
import io.rollcall.lake.publish.SwitchWorld.Doing.Idle;
import io.rollcall.lake.publish.SwitchWorld.Erasing;
import io.rollcall.lake.publish.SwitchWorld.Remembered;
import io.rollcall.lake.upkeep.CountSweep;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Runs that reconcile the same days at once, while events are archived, a profile is erased, runs are killed anywhere and counts
 * are swept: {@link Publication} a step at a time. What is due, what a day becomes and what may be swept is the lake's own
 * decision ({@link DueDays}, {@link CountSweep}); a step is a reading or a commit.
 */
final class SwitchModel implements Model<SwitchWorld> {
    /** What the switch consists of. The model runs with each one left out, to see that it would notice. */
    enum Guard {
        /** The switch moves only from where the run has seen it. */
        UNMOVED,
        /** It does not move when an erasure was begun since. */
        SWITCH_MARK,
        /** No count is committed that was read before an erasure. */
        COUNT_MARK,
        /** A count is taken over only when it has seen exactly the data of the day. */
        SAME_DATA,
        /** A count is taken over only when no sweep takes it out. */
        TAKE_OVER_THE_CURRENT,
        /** The switch is the last that is written. */
        SWITCH_LAST,
        /** Only what a later run has replaced is swept. */
        SWEEP_THE_REPLACED
    }

    static final LocalDate FIRST = LocalDate.parse("2024-01-01");
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final Instant NOW = Instant.parse("2024-01-09T02:30:00Z");
    private static final Idle IDLE = new Idle();

    private final List<Set<LocalDate>> batches;
    private final int runs;
    private final int kills;
    private final boolean erases;
    private final Set<Guard> without;

    /** @param batches the days of which events are archived together, in order */
    SwitchModel(List<Set<LocalDate>> batches, int runs, int kills, boolean erases, Set<Guard> without) {
        this.batches = batches;
        this.runs = runs;
        this.kills = kills;
        this.erases = erases;
        this.without = without;
    }

    static SwitchModel oneDay(int batches, int runs, int kills, boolean erases, Set<Guard> without) {
        return new SwitchModel(Collections.nCopies(batches, Set.of(FIRST)), runs, kills, erases, without);
    }

    static SwitchModel twoDays(int runs, int kills, Set<Guard> without) {
        return new SwitchModel(List.of(Set.of(FIRST, SECOND), Set.of(SECOND)), runs, kills, false, without);
    }

    @Override
    public SwitchWorld start() {
        return new SwitchWorld(
                1,
                new TreeMap<>(),
                0,
                0,
                0,
                false,
                Map.of(),
                Map.of(),
                Map.of(),
                Collections.nCopies(runs, IDLE),
                0,
                erases ? Erasing.NEVER_ASKED : Erasing.DONE,
                Optional.empty(),
                kills);
    }

    // What must hold.

    @Override
    public Optional<String> wrong(SwitchWorld world) {
        for (PublishedDay day : world.switched().values()) {
            Content counted = world.counts().get(new Counted(day.dt(), day.countedBy()));
            Content value = world.values().get(new Counted(day.dt(), day.run()));
            if (counted == null) {
                return Optional.of(day + " shows counts that are not there");
            }
            if (counted.sequence() != day.bronzeSequence()) {
                return Optional.of(day + " says that it has counted other data than " + counted);
            }
            if (value == null || value.sequence() != counted.sequence()) {
                return Optional.of(day + " shows values of other counts than its own: " + value);
            }
            if (erases && world.erasing() == Erasing.DONE) {
                if (counted.withErased()) {
                    return Optional.of(day + " has counted the erased profile again");
                }
                if (value.withErased() && !due(world, bronze(world)).isErasedSince(day.dt())) {
                    return Optional.of(day + " shows values with the erased profile, and nobody knows");
                }
            }
        }
        return Optional.empty();
    }

    /** Every day is published with all of its data. */
    @Override
    public boolean isGoal(SwitchWorld world) {
        return world.batches() == batches.size()
                && world.erasing() == Erasing.DONE
                && due(world, bronze(world)).touched().isEmpty();
    }

    // What may happen.

    @Override
    public List<Step<SwitchWorld>> steps(SwitchWorld world) {
        List<Step<SwitchWorld>> steps = new ArrayList<>();
        if (world.batches() < batches.size()) {
            SwitchWorld.Change more = new SwitchWorld.Change(world);
            more.batches++;
            steps.add(progress("events are archived", more));
        }
        erase(world, steps);
        for (int run = 0; run < world.runs().size(); run++) {
            Doing doing = world.runs().get(run);
            if (doing instanceof Idle) {
                begin(world, run, steps);
            } else if (doing instanceof Begun begun) {
                steps.add(progress("run " + begun.id() + " reads bronze", read(world, run, begun)));
            } else if (doing instanceof Counting counting) {
                count(world, run, counting, steps);
            }
            if (world.kills() > 0 && !(doing instanceof Idle)) {
                SwitchWorld.Change killed = to(world, run, IDLE);
                killed.kills--;
                steps.add(new Step<>("a run is killed", Kind.FAULT, killed.done()));
            }
        }
        return steps;
    }

    private static void erase(SwitchWorld world, List<Step<SwitchWorld>> steps) {
        SwitchWorld.Change change = new SwitchWorld.Change(world);
        switch (world.erasing()) {
            case NEVER_ASKED -> {
                change.switchMarks++;
                change.erasing = Erasing.SWITCH_MARKED;
                steps.add(progress("an erasure begins", change));
            }
            case SWITCH_MARKED -> {
                change.marks++;
                change.gone = true;
                change.counts.replaceAll((counted, content) -> new Content(content.sequence(), false));
                change.erasing = Erasing.ROWS_GONE;
                steps.add(progress("rows are erased", change));
            }
            case ROWS_GONE -> {
                change.switchMarks++;
                change.erasing = Erasing.DONE;
                change.removedAt = Optional.of(timeAfter(world.switched()));
                steps.add(progress("an erasure ends", change));
            }
            case DONE -> {}
        }
    }

    private void begin(SwitchWorld world, int run, List<Step<SwitchWorld>> steps) {
        // As many as may be killed or overtaken, and one for each batch: names are never used up.
        if (due(world, bronze(world)).touched().isEmpty()
                || world.begun() >= runs + kills + batches.size() + (erases ? 2 * runs : 0)) {
            return;
        }
        SwitchWorld.Change sweep = new SwitchWorld.Change(world);
        CountSweep rule = new CountSweep(world.switched(), NOW.plus(Duration.ofDays(1)));
        sweep.counts
                .keySet()
                .removeIf(counted -> without.contains(Guard.SWEEP_THE_REPLACED)
                        ? world.switched().containsKey(counted.dt())
                                && !requireNonNull(world.switched().get(counted.dt()))
                                        .countedBy()
                                        .equals(counted.run())
                        : rule.isSuperseded(counted.dt(), counted.run()));
        sweep.runs.set(
                run,
                new Begun(
                        String.format(Locale.ROOT, "run-%02d", world.begun()),
                        Map.copyOf(world.switched()),
                        world.moves(),
                        world.switchMarks()));
        sweep.begun++;
        steps.add(progress("a run sweeps and reads the switch", sweep));
    }

    private static SwitchWorld.Change to(SwitchWorld world, int run, Doing doing) {
        SwitchWorld.Change change = new SwitchWorld.Change(world);
        change.runs.set(run, doing);
        return change;
    }

    private SwitchWorld.Change read(SwitchWorld world, int run, Begun begun) {
        Map<LocalDate, Long> bronze = bronze(world);
        List<DueDay> due = new DueDays(bronze, begun.published(), Set.of(), Map.of(), new ArchiveEnd(NOW)).touched();
        Doing next = due.isEmpty() ? IDLE : new Counting(begun, world.marks(), bronze, due, Map.of(), Optional.empty());
        return to(world, run, next);
    }

    private void count(SwitchWorld world, int run, Counting counting, List<Step<SwitchWorld>> steps) {
        Optional<DueDay> next = counting.due().stream()
                .filter(day -> day.reason().needsCounting())
                .filter(day -> !counting.countedBy().containsKey(day.dt()))
                .findFirst();
        String id = "run " + counting.begun().id();
        if (next.isEmpty()) {
            publish(world, run, counting, steps);
            return;
        }
        LocalDate dt = next.get().dt();
        long sequence = requireNonNull(counting.bronze().get(dt));
        if (counting.counting().isPresent()) {
            steps.add(progress(id + " commits a count", commit(world, run, counting, dt)));
            return;
        }
        Remembered earlier = world.remembered().get(dt);
        if (earlier != null
                && (earlier.sequence() == sequence || without.contains(Guard.SAME_DATA))
                && (without.contains(Guard.TAKE_OVER_THE_CURRENT)
                        || dueOf(counting).mayTakeOver(dt, earlier.run()))) {
            steps.add(progress(
                    id + " takes over a count",
                    to(world, run, counted(counting, dt, earlier.run(), Optional.empty()))));
            return;
        }
        Content content = new Content(sequence, erases && !world.gone());
        steps.add(progress(
                id + " reads rows",
                to(
                        world,
                        run,
                        new Counting(
                                counting.begun(),
                                counting.marks(),
                                counting.bronze(),
                                counting.due(),
                                counting.countedBy(),
                                Optional.of(content)))));
    }

    private static Counting counted(Counting counting, LocalDate dt, String by, Optional<Content> content) {
        Map<LocalDate, String> countedBy = new TreeMap<>(counting.countedBy());
        countedBy.put(dt, by);
        return new Counting(
                counting.begun(), counting.marks(), counting.bronze(), counting.due(), Map.copyOf(countedBy), content);
    }

    private SwitchWorld.Change commit(SwitchWorld world, int run, Counting counting, LocalDate dt) {
        if (world.marks() != counting.marks() && !without.contains(Guard.COUNT_MARK)) {
            return to(world, run, IDLE);
        }
        Content content = counting.counting().orElseThrow();
        String id = counting.begun().id();
        SwitchWorld.Change change = to(world, run, counted(counting, dt, id, Optional.empty()));
        change.counts.put(new Counted(dt, id), content);
        change.remembered.put(dt, new Remembered(id, content.sequence()));
        return change;
    }

    private void publish(SwitchWorld world, int run, Counting counting, List<Step<SwitchWorld>> steps) {
        Begun begun = counting.begun();
        DueDays due = dueOf(counting);
        Instant time = timeAfter(begun.published());
        List<PublishedDay> days = counting.due().stream()
                .map(day -> due.publication(
                        day,
                        begun.id(),
                        Optional.ofNullable(counting.countedBy().get(day.dt())),
                        time,
                        (dt, before, after) -> Change.CHANGED))
                .toList();
        boolean valued = days.stream().allMatch(day -> world.values().containsKey(new Counted(day.dt(), day.run())));
        if (!valued && !without.contains(Guard.SWITCH_LAST)) {
            SwitchWorld.Change values = new SwitchWorld.Change(world);
            for (PublishedDay day : days) {
                Content counted = world.counts().get(new Counted(day.dt(), day.countedBy()));
                // Without the files there is nothing to add up.
                values.values.put(new Counted(day.dt(), day.run()), counted == null ? new Content(0, false) : counted);
            }
            steps.add(progress("run " + begun.id() + " writes its values", values));
            return;
        }
        boolean overtaken = (world.moves() != begun.moves() && !without.contains(Guard.UNMOVED))
                || (world.switchMarks() != begun.switchMarks() && !without.contains(Guard.SWITCH_MARK));
        SwitchWorld.Change change = to(world, run, IDLE);
        if (overtaken) {
            steps.add(progress("run " + begun.id() + " is overtaken", change));
            return;
        }
        days.forEach(day -> change.switched.put(day.dt(), day));
        change.moves++;
        SwitchWorld.Change killed = new SwitchWorld.Change(change.done());
        days.forEach(day -> change.remembered.remove(day.dt()));
        steps.add(progress("run " + begun.id() + " moves the switch", change));
        if (world.kills() > 0) {
            killed.kills--;
            steps.add(new Step<>(
                    "run " + begun.id() + " moves the switch and does not hear of it", Kind.FAULT, killed.done()));
        }
    }

    // What follows from a state.

    /** As a run sees it. */
    private static DueDays dueOf(Counting counting) {
        return new DueDays(counting.bronze(), counting.begun().published(), Set.of(), Map.of(), new ArchiveEnd(NOW));
    }

    private static DueDays due(SwitchWorld world, Map<LocalDate, Long> bronze) {
        Map<LocalDate, Instant> removals = new TreeMap<>();
        world.removedAt().ifPresent(at -> bronze.keySet().forEach(dt -> removals.put(dt, at)));
        return new DueDays(bronze, world.switched(), Set.of(), removals, new ArchiveEnd(NOW));
    }

    private Map<LocalDate, Long> bronze(SwitchWorld world) {
        Map<LocalDate, Long> sequences = new TreeMap<>();
        for (int batch = 0; batch < world.batches(); batch++) {
            long sequence = batch + 1L;
            batches.get(batch).forEach(dt -> sequences.put(dt, sequence));
        }
        return sequences;
    }

    private static Instant timeAfter(Map<LocalDate, PublishedDay> published) {
        return published.values().stream()
                .map(day -> day.publishedAt().plusMillis(1))
                .max(Instant::compareTo)
                .orElse(NOW);
    }

    private static Step<SwitchWorld> progress(String name, SwitchWorld.Change to) {
        return new Step<>(name, Kind.PROGRESS, to.done());
    }
}
