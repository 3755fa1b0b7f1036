package io.rollcall.lake.publish;

import io.rollcall.lake.bronze.ArchivePosition;
import io.rollcall.lake.bronze.DroppedDays;
import io.rollcall.lake.bronze.PositionProperties;
import io.rollcall.lake.count.CountComparison;
import io.rollcall.lake.count.DayCount;
import io.rollcall.lake.count.Dimensions;
import io.rollcall.lake.day.ArchiveEnd;
import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.DaySwitch;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.day.DueDays;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.day.PublishedMeanwhileException;
import io.rollcall.lake.report.LiveSide;
import io.rollcall.lake.report.LiveSnapshots;
import io.rollcall.lake.report.RunReport;
import io.rollcall.lake.table.ErasureMark;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;

/**
 * One reconciliation: it sees bronze as it was when it began, counts the days that are due, as many at a time as fit, and publishes them
 * all in one step at the end. Killed at any point, it has changed nothing that anybody sees, and the next run goes on
 * with what it had counted. For one thread.
 */
public final class Publication {
    private final Tables tables;
    private final String id;
    private final Table bronze;
    private final DaySwitch published;
    private final DueDays due;
    private final DayCount counting;
    private final SortedMap<LocalDate, BronzeDay> bronzeDays;
    private final Map<LocalDate, String> countedBy = new HashMap<>();

    private Publication(
            Tables tables,
            String id,
            DayCount counting,
            Table bronze,
            SortedMap<LocalDate, BronzeDay> bronzeDays,
            DaySwitch published,
            DueDays due) {
        this.tables = tables;
        this.id = id;
        this.bronze = bronze;
        this.bronzeDays = bronzeDays;
        this.published = published;
        this.due = due;
        this.counting = counting;
    }

    public static Publication begin(Tables tables, Instant now) {
        new Dimensions(tables).provideCountries();
        DaySwitch published = DaySwitch.now(tables);
        String id = RunName.of(published.timeOf(now));
        DayCount counting = new DayCount(tables, id);
        // One loading: rows and the position that says how far they go belong to the same commit.
        Table bronze = tables.table(LakeTable.APP_EVENT);
        Instant asOf = Instant.ofEpochMilli(
                PositionProperties.read(bronze.properties()).asOfMillis());
        SortedMap<LocalDate, BronzeDay> bronzeDays = BronzeDay.of(tables, bronze);
        SortedMap<LocalDate, Long> sequences = new TreeMap<>();
        bronzeDays.forEach((dt, day) -> sequences.put(dt, day.sequence()));
        return new Publication(
                tables,
                id,
                counting,
                bronze,
                bronzeDays,
                published,
                new DueDays(
                        sequences,
                        published.days(),
                        DroppedDays.read(bronze.properties()),
                        ErasureMark.lastRemovals(bronze.properties()),
                        new ArchiveEnd(asOf)));
    }

    /** Names the run; later runs have later names. */
    public String id() {
        return id;
    }

    /** Everything received up to then is in bronze as the run sees it. */
    public Instant asOf() {
        return due.archive().asOf();
    }

    /** The days that have to be published: new, touched, or closed since. */
    public List<DueDay> touched() {
        return due.touched();
    }

    /** All days with data among the chosen, whether they were touched or not. */
    public List<DueDay> asked(Predicate<LocalDate> chosen) {
        return due.asked(chosen);
    }

    /** Days with data that are not over yet, or whose end the archive has not passed in every partition. */
    public List<LocalDate> waiting() {
        return due.bronze().keySet().stream()
                .filter(dt -> !due.isOver(dt))
                .sorted()
                .toList();
    }

    /** Published days that got events since, and cannot be counted again because raw events they need were dropped. */
    public List<LocalDate> leftOut() {
        return due.leftOut();
    }

    /** The days in pieces that can be counted at once: as many as fit, between which bronze has no others. */
    public List<List<DueDay>> pieces(List<DueDay> days) {
        return CountPieces.of(days, bronzeDays);
    }

    /**
     * Counts days, but for those that a run that was killed has already counted with exactly this data.
     *
     * @param days one of {@link #pieces}, or some of its days
     * @throws ErasedMeanwhileException when profiles were erased since this run began: begin another one
     */
    public void count(List<DueDay> days) {
        List<DueDay> uncounted = new ArrayList<>();
        for (DueDay day : days) {
            if (day.reason().needsCounting()) {
                Optional<String> earlier = day.reason() == DueDay.Reason.ASKED
                        ? Optional.empty()
                        : counting.countedBy(day.dt(), sequence(day.dt()))
                                .filter(run -> due.mayTakeOver(day.dt(), run));
                earlier.ifPresentOrElse(run -> countedBy.put(day.dt(), run), () -> uncounted.add(day));
            }
        }
        for (List<DueDay> piece : pieces(uncounted)) {
            SortedMap<LocalDate, Long> sequences = new TreeMap<>();
            piece.forEach(day -> sequences.put(day.dt(), sequence(day.dt())));
            counting.count(bronze, sequences);
            sequences.keySet().forEach(dt -> countedBy.put(dt, id));
        }
    }

    private long sequence(LocalDate dt) {
        return due.bronze().getOrDefault(dt, 0L);
    }

    /**
     * Works out what follows from the days and publishes it all in one step.
     *
     * @param days all counted by now
     * @param live what the live counters said of some of them; empty when nobody could ask
     * @param clock what time it is
     * @return the days as they stand now
     * @throws PublishedMeanwhileException when another run has published since this one began; nothing has changed
     */
    public List<PublishedDay> publish(List<DueDay> days, LiveSide live, Instant clock) {
        if (days.isEmpty()) {
            return List.of();
        }
        Instant time = published.timeOf(clock);
        List<PublishedDay> changed =
                days.stream().map(day -> publication(day, time)).toList();
        NavigableMap<LocalDate, PublishedDay> all = new TreeMap<>(published.days());
        changed.forEach(day -> all.put(day.dt(), day));
        List<LocalDate> dates = changed.stream().map(PublishedDay::dt).toList();
        CountedDays counted = new CountedDays(all, due.bronze().keySet(), due.archive());
        new DayValues(tables, id, asOf()).append(counted, dates, firstBefore());
        report(days, counted, live, time);
        published.publish(changed);
        counting.forget(dates);
        return changed;
    }

    private Optional<LocalDate> firstBefore() {
        return published.days().isEmpty()
                ? Optional.empty()
                : Optional.of(published.days().firstKey());
    }

    /** {@link #publish(List, LiveSide, Instant)} where nobody has asked the live counters. */
    public List<PublishedDay> publish(List<DueDay> days, Instant clock) {
        return publish(days, LiveSide.unread(LiveSide.DUPLICATE_WINDOW), clock);
    }

    /** Keeps the snapshots, and reports on the days whose values are others than before, or that have a snapshot only now. */
    private void report(List<DueDay> days, CountedDays counted, LiveSide live, Instant time) {
        Set<LocalDate> dates = days.stream().map(DueDay::dt).collect(Collectors.toSet());
        Set<LocalDate> reported = new LiveSnapshots(tables)
                .keep(live.snapshots().stream()
                        .filter(snapshot -> dates.contains(snapshot.dt()) && snapshot.isWithin(position()))
                        .toList());
        days.stream()
                .filter(day -> day.reason() != DueDay.Reason.CLOSED)
                .map(DueDay::dt)
                .forEach(reported::add);
        if (!reported.isEmpty()) {
            new RunReport(tables, id, bronze, time, live.duplicateWindow()).append(counted, reported);
        }
    }

    private ArchivePosition position() {
        return PositionProperties.read(bronze.properties());
    }

    private PublishedDay publication(DueDay day, Instant time) {
        Optional<String> counted = Optional.ofNullable(countedBy.get(day.dt()));
        return due.publication(day, id, counted, time, new CountComparison(tables)::compare);
    }
}
