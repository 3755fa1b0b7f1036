package io.rollcall.lakehouse.live;

import io.rollcall.event.LiveWindow;
import io.rollcall.lakehouse.live.RebuildRefusedException.Reason;
import io.rollcall.rollup.DayRestore;
import io.rollcall.rollup.Freshness;
import io.rollcall.rollup.KeyLife;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A plan of the days to restore, and the shards in which each is restored. It is a function of its arguments.
 *
 * @param first the first of them
 * @param shardsByDay in order; none is empty
 */
record RebuildPlan(LocalDate first, SortedMap<LocalDate, Set<Integer>> shardsByDay) {
    private static final KeyLife LIFE = KeyLife.forDailyProfiles(1);

    /**
     * A plan after which every shard is complete from a day on, and holds what was published of it and of every later
     * day. It restores that day, all days from it to where the shard's completeness begins, and those published days
     * after it of which nothing can come any more.
     *
     * @param coverage of every shard, by its number
     * @throws RebuildRefusedException when it cannot be done, or not now
     */
    static RebuildPlan decide(LocalDate first, Instant now, Map<Integer, Freshness> coverage, LakeDays lake) {
        requireRestorable(first, now);
        SortedMap<LocalDate, Set<Integer>> shardsByDay = new TreeMap<>();
        coverage.forEach((shard, covered) -> {
            if (covered.sinceMillis() == Long.MAX_VALUE) {
                throw new RebuildRefusedException(
                        Reason.LIVE_COUNTERS_NOT_BEGUN,
                        "the rollup worker has not begun in shard " + shard
                                + " since Redis was emptied; start it, and ask again once it is ready");
            }
            first.datesUntil(end(first, covered))
                    .forEach(dt -> shardsByDay
                            .computeIfAbsent(dt, any -> new TreeSet<>())
                            .add(shard));
        });
        LocalDate last = shardsByDay.lastKey();
        lake.published().tailMap(first).keySet().stream()
                .filter(dt -> dt.isBefore(oldestLive(now)) && isPassed(dt, coverage))
                .forEach(dt -> shardsByDay.put(dt, new TreeSet<>(coverage.keySet())));
        if (!last.isBefore(oldestLive(now))) {
            throw new RebuildRefusedException(
                    Reason.LIVE_COUNTERS_NOT_BEGUN,
                    "the rollup worker is not yet complete for the days that are live; ask again once it is");
        }
        requirePassed(last, coverage);
        requireKnown(shardsByDay.keySet(), lake);
        return new RebuildPlan(first, shardsByDay);
    }

    /**
     * A plan after which published days are held. It restores no others if every shard is complete from before them on;
     * where one is not, it restores all that {@link #decide} says of the first of them.
     *
     * @param days published ones, at least one
     * @throws RebuildRefusedException when it cannot be done, or not now
     */
    static RebuildPlan ofPublished(
            SortedSet<LocalDate> days, Instant now, Map<Integer, Freshness> coverage, LakeDays lake) {
        if (!coverage.values().stream().allMatch(covered -> covered.covers(days.first()))) {
            return decide(days.first(), now, coverage, lake);
        }
        requireRestorable(days.first(), now);
        requirePassed(days.last(), coverage);
        SortedMap<LocalDate, Set<Integer>> shardsByDay = new TreeMap<>();
        days.forEach(dt -> shardsByDay.put(dt, new TreeSet<>(coverage.keySet())));
        return new RebuildPlan(days.first(), shardsByDay);
    }

    /** The day before which a shard has to be restored. */
    private static LocalDate end(LocalDate first, Freshness covered) {
        LocalDate next = first.plusDays(1);
        // A mark in the middle of a day does not cover that day.
        LocalDate complete = LiveWindow.dtOf(covered.sinceMillis() - 1).plusDays(1);
        return complete.isAfter(next) ? complete : next;
    }

    private static LocalDate oldestLive(Instant now) {
        return LiveWindow.oldestDay(now.toEpochMilli());
    }

    private static void requireRestorable(LocalDate first, Instant now) {
        if (!first.isBefore(oldestLive(now))) {
            throw new RebuildRefusedException(
                    Reason.INVALID_PARAMETER,
                    "dt " + first + " is still live: the rollup worker restores it from the log by itself; days before "
                            + oldestLive(now) + " are restored from the lake");
        }
        if (LIFE.sketchLeft(first, now).isZero()) {
            throw new RebuildRefusedException(
                    Reason.INVALID_PARAMETER,
                    "dt " + first + " is older than the " + LIFE.sketch().toDays()
                            + " days for which live sketches are kept; the lake answers for it");
        }
    }

    private static void requirePassed(LocalDate last, Map<Integer, Freshness> coverage) {
        if (!isPassed(last, coverage)) {
            long asOf = appliedTo(coverage);
            throw new RebuildRefusedException(
                    Reason.LIVE_COUNTERS_BEHIND,
                    "the live counters stand at " + Instant.ofEpochMilli(asOf)
                            + ": the rollup worker may still count events of "
                            + last + "; ask again once it has passed "
                            + last.plusDays(LiveWindow.DAYS)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant());
        }
    }

    /** Tells whether nothing can come any more that the live counters would take for a day. */
    private static boolean isPassed(LocalDate dt, Map<Integer, Freshness> coverage) {
        return appliedTo(coverage) >= DayRestore.closedAtMillis(dt);
    }

    private static long appliedTo(Map<Integer, Freshness> coverage) {
        return coverage.values().stream().mapToLong(Freshness::asOfMillis).min().orElse(0);
    }

    private static void requireKnown(Set<LocalDate> days, LakeDays lake) {
        List<LocalDate> unknown = days.stream().filter(dt -> !lake.knows(dt)).toList();
        if (!unknown.isEmpty()) {
            throw new RebuildRefusedException(
                    Reason.DAYS_NOT_PUBLISHED,
                    "the lake has not published " + unknown
                            + ", which would have to be restored too; reconcile them first, or"
                            + " ask for a day after them");
        }
    }

    /** Shards of all days together: the steps of the rebuild. */
    int steps() {
        return shardsByDay.values().stream().mapToInt(Set::size).sum();
    }

    List<LocalDate> days() {
        return List.copyOf(shardsByDay.keySet());
    }

    /** The days that are restored in a shard. */
    List<LocalDate> daysOf(int shard) {
        return shardsByDay.entrySet().stream()
                .filter(day -> day.getValue().contains(shard))
                .map(Map.Entry::getKey)
                .toList();
    }
}
