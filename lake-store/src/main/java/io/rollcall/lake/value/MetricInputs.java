package io.rollcall.lake.value;

import io.rollcall.lake.count.CountedFiles;
import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.history.FirstDays;
import io.rollcall.lake.history.Intervals;
import io.rollcall.lake.history.LastHours;
import io.rollcall.lake.history.OpenSessions;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.metric.Computation.Input;
import io.rollcall.lake.metric.DaySpan;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Query;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.DayPart;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The inputs of a .sql file of a metric: the published days that are in its reach.
 *
 * @param counted all days
 * @param days those in reach that are published
 * @param from the first day that values are about
 * @param to the last
 */
record MetricInputs(
        Tables tables,
        BoundComputation computation,
        CountedDays counted,
        NavigableMap<LocalDate, PublishedDay> days,
        LocalDate from,
        LocalDate to) {
    private static final String ALL_EVENTS = "asked.event";
    private static final int LONGEST_WINDOW = Metrics.longestWindowDays();

    /** The inputs of values about the days from the first to the last. */
    static MetricInputs of(
            Tables tables, BoundComputation computation, CountedDays counted, LocalDate from, LocalDate to) {
        return new MetricInputs(
                tables,
                computation,
                counted,
                new TreeMap<>(computation.read(from, to).of(counted.days())),
                from,
                to);
    }

    /** Puts them behind their names. */
    void open(TableSession session) {
        Intervals intervals = intervals();
        session.engine().keep("gold.counted_day", intervals.known());
        if (computation.reads(Input.PROFILE_DAY)) {
            profileDays().openProfileDays(session);
        }
        if (computation.reads(Input.ACCOUNT_DAY)) {
            CountedTable.ACCOUNT_DAY
                    .openValid(session, profileDays())
                    .view(
                            "gold.profile_day",
                            SqlFile.of("metric/active_account").text());
        }
        if (computation.reads(Input.FEATURE_DAY)) {
            CountedTable.FEATURE_DAY.openValid(session, inReach());
        }
        if (computation.reads(Input.FEATURE_HISTORY)) {
            CountedTable.FEATURE_DAY.openValid(session, ever());
        }
        if (computation.reads(Input.DAY_VALUE)) {
            openDayValues(session, intervals);
        }
        if (computation.reads(Input.EVENT)) {
            session.openPartsAs(ALL_EVENTS, LakeTable.ENRICHED_APP_EVENTS, events())
                    .view(
                            LakeTable.ENRICHED_APP_EVENTS.qualifiedName(),
                            datedEvents(computation, intervals, Query.of(ALL_EVENTS)));
        }
        if (computation.reads(Input.SESSION_EVENT)) {
            session.open(LakeTable.OPEN_SESSION, from.minusDays(1), to)
                    .view("asked.session_event", sessionEvents(intervals));
        }
        if (computation.reads(Input.LAST_HOUR)) {
            session.view("asked.last_hour", LastHours.of(counted, from, to));
        }
        if (computation.reads(Input.REJECTED)) {
            session.open(LakeTable.REJECTED_COUNT, from, to);
        }
        if (computation.reads(Input.TITLE)) {
            session.open(LakeTable.TITLE);
        }
        if (computation.isOfCohorts()) {
            FirstDays.of(tables, computation).open(session, counted);
        }
        if (computation.reads(Input.SUBSCRIPTION)) {
            CountedTable.ACCOUNT_DAY.openValid(session, inReach());
            CountedTable.SUBSCRIPTION_CHANGE
                    .openValid(session, ever())
                    .engine()
                    .keep(
                            "gold.subscription_state",
                            SqlFile.of("metric/subscription_state").text());
        }
        computation.relations().forEach((name, query) -> session.view(name, intervals.relation(name, query)));
    }

    /** The dates under which days are counted. */
    Intervals intervals() {
        return Intervals.of(computation, from, to, counted);
    }

    /**
     * The events, where values are of them. Sessions are cut where the days' own events cut them, and profiles are counted day by day:
     * not these have another date then, but those.
     */
    static String datedEvents(BoundComputation computation, Intervals intervals, String events) {
        return computation.reads(Input.EVENT) && !computation.reads(Input.SESSION_EVENT)
                ? intervals.dated(events, "dt")
                : events;
    }

    /** The events of the sessions that begin on the asked days. */
    static String sessionEvents(Intervals intervals) {
        DaySpan asked = intervals.asked();
        return intervals.dated(OpenSessions.sessionEvents(asked.first(), asked.last()), "start_dt");
    }

    /** What the files of {@code sql/day} say of days, or of the windows that end with them, from {@code gold.profile_day}. */
    static void openDayValues(TableSession session, Intervals intervals) {
        LocalDate to = intervals.asked().last();
        int windowDays = Math.toIntExact(ChronoUnit.DAYS.between(
                        intervals.computation().read(to, to).first(), to))
                + 1;
        if (windowDays > 1) {
            openWindowValues(session, intervals, windowDays);
            return;
        }
        session.view("run.profile_day", intervals.dated(Query.of("gold.profile_day"), "dt"))
                .view("run.published_day", intervals.dates())
                .view("asked.day_value", SqlFile.of("day/daily").text());
    }

    private static void openWindowValues(TableSession session, Intervals intervals, int windowDays) {
        CountedDays counted = intervals.counted();
        LocalDate from = intervals.asked().first();
        session.view("run.profile_day", Query.of("gold.profile_day"))
                .view(
                        "run.window_day",
                        Relation.days(counted.known(intervals.asked()).stream()
                                .filter(dt -> counted.isWhole(dt, windowDays))
                                .toList()))
                .view(
                        "asked.day_value",
                        SqlFile.of("day/window")
                                .bind(Map.of(
                                        "first_dt", Literal.of(from.minusDays(LONGEST_WINDOW - 1L)),
                                        "to", Literal.of(intervals.asked().last()),
                                        "history_first_dt",
                                                Literal.of(counted.first().orElse(from)))));
    }

    /** The counts of profiles that are read: who began on an open day is found among them. */
    private CountedFiles profileDays() {
        NavigableMap<LocalDate, PublishedDay> read = new TreeMap<>(days);
        if (computation.isOfCohorts()) {
            read.putAll(counted.open());
        }
        return CountedFiles.of(read.values());
    }

    private CountedFiles ever() {
        return CountedFiles.of(counted.days().values());
    }

    private CountedFiles inReach() {
        return CountedFiles.of(days.values());
    }

    /** The number of rows of the days in reach that there are to read, at most. */
    long rows() {
        long rows = 0;
        if (computation.reads(Input.PROFILE_DAY)) {
            rows += rows(CountedTable.PROFILE_DAY);
        }
        if (computation.reads(Input.ACCOUNT_DAY)) {
            rows += rows(CountedTable.ACCOUNT_DAY);
        }
        if (computation.reads(Input.FEATURE_DAY)) {
            rows += rows(CountedTable.FEATURE_DAY);
        }
        if (computation.reads(Input.FEATURE_HISTORY)) {
            rows += ever().rows(tables, CountedTable.FEATURE_DAY);
        }
        if (computation.reads(Input.SUBSCRIPTION)) {
            rows += rows(CountedTable.ACCOUNT_DAY);
        }
        if (computation.reads(Input.EVENT)) {
            rows += events().stream().mapToLong(DayPart::rows).sum();
        }
        return rows;
    }

    private long rows(CountedTable counted) {
        return inReach().rows(tables, counted);
    }

    /**
     * Makes sure that the events of every day in reach are there, where they are needed.
     *
     * @throws EventsDroppedException when those of a day that has counts are not kept any more
     */
    void requireEvents() {
        if (computation.reads(Input.EVENT)) {
            TreeSet<LocalDate> dropped = new TreeSet<>(inReach().days(tables));
            events().forEach(part -> dropped.remove(part.dt()));
            if (!dropped.isEmpty()) {
                throw new EventsDroppedException(dropped.last());
            }
        }
    }

    private List<DayPart> events() {
        if (days.isEmpty()) {
            return List.of();
        }
        return tables.parts(LakeTable.ENRICHED_APP_EVENTS, days.firstKey(), days.lastKey()).stream()
                .filter(part -> days.containsKey(part.dt()))
                .toList();
    }
}
