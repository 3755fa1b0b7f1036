package io.rollcall.lake.publish;

import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.day.PublishedDay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A lake and those who reconcile it, at one moment: a state of {@link SwitchModel}.
 *
 * @param batches of events that bronze has
 * @param switched the published days
 * @param moves of the switch so far
 * @param marks of the erasures that were begun; the switch has its own
 * @param gone whether the erased rows are out of bronze and of the counts
 * @param counts the files of counts, by day and run
 * @param remembered the run that has counted a day, and with which data
 * @param values that runs have written, visible or not, by day and run
 * @param runs under way
 * @param removedAt when rows were noted to be gone
 */
record SwitchWorld(
        int batches,
        SortedMap<LocalDate, PublishedDay> switched,
        int moves,
        int switchMarks,
        int marks,
        boolean gone,
        Map<Counted, Content> counts,
        Map<LocalDate, Remembered> remembered,
        Map<Counted, Content> values,
        List<Doing> runs,
        int begun,
        Erasing erasing,
        Optional<Instant> removedAt,
        int kills) {

    /** A day as a run counted it. */
    record Counted(LocalDate dt, String run) {}

    /** What was counted: up to which data, and whether with the rows of the erased profile. */
    record Content(long sequence, boolean withErased) {}

    /** The property of a table. */
    record Remembered(String run, long sequence) {}

    /** How far an erasure is. */
    enum Erasing {
        NEVER_ASKED,
        SWITCH_MARKED,
        ROWS_GONE,
        DONE
    }

    /** What a run is doing. */
    sealed interface Doing {
        /** Nothing. */
        record Idle() implements Doing {}

        /** It has read the switch. */
        record Begun(String id, Map<LocalDate, PublishedDay> published, int moves, int switchMarks) implements Doing {}

        /**
         * It counts.
         *
         * @param counting what it has read of a day's rows, and not committed yet
         */
        record Counting(
                Begun begun,
                int marks,
                Map<LocalDate, Long> bronze,
                List<DueDay> due,
                Map<LocalDate, String> countedBy,
                Optional<Content> counting)
                implements Doing {}
    }

    /** A builder, since most steps change a thing or two. */
    static final class Change {
        int batches;
        SortedMap<LocalDate, PublishedDay> switched;
        int moves;
        int switchMarks;
        int marks;
        boolean gone;
        Map<Counted, Content> counts;
        Map<LocalDate, Remembered> remembered;
        Map<Counted, Content> values;
        List<Doing> runs;
        int begun;
        Erasing erasing;
        Optional<Instant> removedAt;
        int kills;

        Change(SwitchWorld from) {
            batches = from.batches;
            switched = new TreeMap<>(from.switched);
            moves = from.moves;
            switchMarks = from.switchMarks;
            marks = from.marks;
            gone = from.gone;
            counts = new HashMap<>(from.counts);
            remembered = new TreeMap<>(from.remembered);
            values = new HashMap<>(from.values);
            runs = new ArrayList<>(from.runs);
            begun = from.begun;
            erasing = from.erasing;
            removedAt = from.removedAt;
            kills = from.kills;
        }

        /** What nothing refers to any more, and which of several runs is the first, makes no other state. */
        private void tidy() {
            Set<Counted> named = new HashSet<>();
            Set<String> underWay = new HashSet<>();
            switched.values().forEach(day -> {
                named.add(new Counted(day.dt(), day.run()));
                named.add(new Counted(day.dt(), day.countedBy()));
            });
            remembered.forEach((dt, by) -> named.add(new Counted(dt, by.run())));
            runs.forEach(run -> {
                if (run instanceof Doing.Counting counting) {
                    underWay.add(counting.begun().id());
                    counting.countedBy().forEach((dt, by) -> named.add(new Counted(dt, by)));
                }
            });
            counts.keySet().removeIf(counted -> !named.contains(counted) && !underWay.contains(counted.run()));
            values.keySet().removeIf(counted -> !named.contains(counted) && !underWay.contains(counted.run()));
            runs.sort(Comparator.comparingInt(Object::hashCode));
        }

        SwitchWorld done() {
            tidy();
            return new SwitchWorld(
                    batches,
                    switched,
                    moves,
                    switchMarks,
                    marks,
                    gone,
                    Map.copyOf(counts),
                    Map.copyOf(remembered),
                    Map.copyOf(values),
                    List.copyOf(runs),
                    begun,
                    erasing,
                    removedAt,
                    kills);
        }
    }
}
