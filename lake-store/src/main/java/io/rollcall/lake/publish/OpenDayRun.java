package io.rollcall.lake.publish;

import io.rollcall.lake.bronze.PositionProperties;
import io.rollcall.lake.count.DayCount;
import io.rollcall.lake.count.DayRows;
import io.rollcall.lake.count.Dimensions;
import io.rollcall.lake.count.EventDays;
import io.rollcall.lake.day.ArchiveEnd;
import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.DaySwitch;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.day.OpenDay;
import io.rollcall.lake.day.OpenDays;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.day.PublishedMeanwhileException;
import io.rollcall.lake.history.FirstDays;
import io.rollcall.lake.history.OpenSessions;
import io.rollcall.lake.metric.MetricList;
import io.rollcall.lake.replace.DayRemoval;
import io.rollcall.lake.table.ErasureMark;
import io.rollcall.lake.table.GuardedOperations;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Counts the open days: today, and yesterday as long as it is not published. What it counts and works out becomes visible in one step,
 * in {@link LakeTable#OPEN_DAY}; no published day is touched, and a reconciliation knows nothing of it. Killed at any point, what was
 * visible before still is. For one thread, and for one use.
 */
public final class OpenDayRun {
    private final Tables tables;
    private final MetricList metrics;
    private final OpenDays before;
    private final DayCount counting;
    private final Table bronze;
    private final CountedDays closed;
    private final NavigableMap<LocalDate, OpenDay> stood;
    private final NavigableMap<LocalDate, OpenDay> open;

    /** The open days that are counted anew: the first of which something is new, and those after it, which build upon it. */
    private final NavigableMap<LocalDate, OpenDay> due;

    private OpenDayRun(
            Tables tables,
            MetricList metrics,
            OpenDays before,
            DayCount counting,
            Table bronze,
            CountedDays closed,
            NavigableMap<LocalDate, OpenDay> open) {
        this.tables = tables;
        this.metrics = metrics;
        this.before = before;
        this.counting = counting;
        this.bronze = bronze;
        this.closed = closed;
        this.stood = before.days();
        this.open = open;
        this.due = open.values().stream()
                .filter(day -> !isAsItStood(day))
                .findFirst()
                .map(first -> open.tailMap(first.dt(), true))
                .orElseGet(TreeMap::new);
    }

    private boolean isAsItStood(OpenDay day) {
        OpenDay earlier = stood.get(day.dt());
        return earlier != null
                && earlier.bronzeSequence() == day.bronzeSequence()
                && earlier.basis().equals(day.basis());
    }

    /**
     * Looks at what there is.
     *
     * @param metrics those that are worked out
     * @param now says which day is today
     */
    public static OpenDayRun begin(Tables tables, MetricList metrics, Instant now) {
        new Dimensions(tables).provideCountries();
        OpenDays before = OpenDays.now(tables);
        NavigableMap<LocalDate, PublishedDay> published = DaySwitch.now(tables).days();
        String run = RunName.ofOpenDays(now);
        DayCount counting = new DayCount(tables, run, DayCount.Kind.OPEN_DAY);
        // One loading: rows and the position that says how far they go belong to the same commit.
        Table bronze = tables.table(LakeTable.APP_EVENT);
        Instant asOf = Instant.ofEpochMilli(
                PositionProperties.read(bronze.properties()).asOfMillis());
        SortedMap<LocalDate, BronzeDay> bronzeDays = BronzeDay.of(tables, bronze);
        String basis = basis(tables, before);
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        NavigableMap<LocalDate, OpenDay> open = new TreeMap<>();
        for (LocalDate dt : List.of(today.minusDays(1), today)) {
            BronzeDay day = bronzeDays.get(dt);
            if (day != null && !published.containsKey(dt)) {
                open.put(dt, new OpenDay(dt, run, asOf, now, day.sequence(), basis));
            }
        }
        CountedDays closed = new CountedDays(published, bronzeDays.keySet(), new ArchiveEnd(asOf));
        return new OpenDayRun(tables, metrics, before, counting, bronze, closed, open);
    }

    /**
     * The basis of the values of open days beside their events: the published days, the titles, the refused events, and who
     * was not erased by then.
     */
    private static String basis(Tables tables, OpenDays before) {
        return Tables.snapshotId(tables.table(LakeTable.PUBLISHED)) + " "
                + Tables.snapshotId(tables.table(LakeTable.TITLE)) + " "
                + Tables.snapshotId(tables.table(LakeTable.REJECTED_COUNT)) + " " + before.erasure();
    }

    /** Everything received up to then is in bronze as the run sees it. */
    public Instant asOf() {
        return closed.archive().asOf();
    }

    /** Tells whether something has come since the open days were last counted, or one of them is open no more. */
    public boolean isDue() {
        return !due.isEmpty() || !stood.keySet().equals(open.keySet());
    }

    /**
     * The outcome of a run that counts open days.
     *
     * @param days that are open, and counted now
     * @param failed what could not be worked out, by metric: of that the earlier values stay
     */
    public record Refreshed(List<LocalDate> days, Map<String, RuntimeException> failed) {
        public Refreshed {
            days = List.copyOf(days);
            failed = Map.copyOf(failed);
        }
    }

    /**
     * Counts, works everything out, and makes it visible.
     *
     * @throws ErasedMeanwhileException when profiles were erased meanwhile; nothing of this run is visible, begin another one
     * @throws PublishedMeanwhileException when another such run was faster; nothing of this one is visible
     */
    public Refreshed refresh() {
        OpenDayFiles files = new OpenDayFiles(tables, metrics, before.table());
        if (!due.isEmpty()) {
            count();
            FirstDays.all(tables).forEach(first -> first.follow(closed.days()));
            OpenSessions sessions = sessions();
            due.values().forEach(day -> files.workOut(day, countedUpTo(day.dt()), sessions));
        }
        commit(files);
        return new Refreshed(List.copyOf(open.keySet()), files.failed());
    }

    private void count() {
        for (OpenDay day : due.values()) {
            counting.count(bronze, new TreeMap<>(Map.of(day.dt(), day.bronzeSequence())));
        }
    }

    /** They are there for the published days already, but for a reconciliation that was killed. */
    private OpenSessions sessions() {
        CountedDays beforeTheLast = counted(open.headMap(open.lastKey(), false));
        return OpenSessions.upTo(
                tables,
                beforeTheLast,
                EventDays.of(tables).stored(),
                DayRows.of(tables, beforeTheLast.days().values()),
                due.keySet());
    }

    private CountedDays countedUpTo(LocalDate dt) {
        return counted(open.headMap(dt, true));
    }

    private CountedDays counted(SortedMap<LocalDate, OpenDay> days) {
        NavigableMap<LocalDate, PublishedDay> all = new TreeMap<>(closed.days());
        days.forEach((dt, day) -> all.put(dt, (due.containsKey(dt) ? day : stood.getOrDefault(dt, day)).standing()));
        return new CountedDays(all, closed.bronzeDays(), closed.archive());
    }

    private void commit(OpenDayFiles files) {
        Table table = before.table();
        String erasures = ErasureMark.read(table.properties());
        Transaction transaction =
                GuardedOperations.transactionOnUnmoved(table, base -> ErasureMark.require(erasures, base.properties()));
        DayRemoval removal = DayRemoval.of(
                tables,
                LakeTable.OPEN_DAY,
                table,
                tables.parts(LakeTable.OPEN_DAY, table),
                part -> !open.containsKey(part.dt())
                        || (due.containsKey(part.dt()) && !files.isKept(part.dt(), part.second())));
        removal.keepRests(transaction, OpenDays::mark);
        OverwriteFiles replacement = transaction.newOverwrite();
        OpenDays.mark(replacement);
        removal.whole().forEach(replacement::deleteFile);
        files.fresh().forEach(replacement::addFile);
        replacement.commit();
        try {
            transaction.commitTransaction();
        } catch (ValidationException overtaken) {
            Table now = tables.table(LakeTable.OPEN_DAY);
            if (!ErasureMark.read(now.properties()).equals(erasures)) {
                throw new ErasedMeanwhileException(overtaken);
            }
            throw new PublishedMeanwhileException(overtaken);
        }
    }
}
