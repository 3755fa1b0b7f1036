package io.rollcall.lake.value;

import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.count.StoredEvents;
import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.history.History;
import io.rollcall.lake.history.Intervals;
import io.rollcall.lake.history.LastHours;
import io.rollcall.lake.history.OpenSessions;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.metric.Computation.Input;
import io.rollcall.lake.metric.DaySpan;
import io.rollcall.lake.metric.Facet;
import io.rollcall.lake.metric.Slice;
import io.rollcall.lake.sql.Condition;
import io.rollcall.lake.sql.Query;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Works values out from some of the events: the metric's own files over inputs that hold only what passes. What is read is the
 * deduplicated events, of all days where somebody's first one matters; what was counted at night holds all events and says nothing.
 */
record SlicedValues(Tables tables, Slice slice) {
    /** Parts that one answer may have; each is an answer of its own. */
    private static final int MOST_PARTS = 50;

    private static final String ALL_EVENTS = "asked.event";
    private static final String SLICED = "asked.sliced";
    private static final String RUN = "run";

    /** The names of the columns that say which part of a breakdown a row is about. */
    List<String> groups() {
        return IntStream.range(0, slice.groups().size())
                .mapToObj(group -> "group_" + group)
                .toList();
    }

    /**
     * Works a computation out for each part of the answer; the query for its values.
     *
     * @throws TooCostlyException when more rows would be read
     * @throws EventsDroppedException when it takes events that are not kept any more
     */
    String query(TableSession session, AnswerPart part, BoundComputation computation, long mostRows) {
        LocalDate from = part.question().from();
        LocalDate to = part.question().to();
        CountedDays counted = History.of(tables, part.days(), computation.read(from, to));
        StoredEvents events = StoredEvents.upTo(
                tables, counted.days(), computation.read(from, to).last());
        Intervals intervals = Intervals.of(computation, from, to, counted);
        NavigableSet<LocalDate> reached = reached(computation, counted, from, to);
        requireKept(events, reached);
        long rows = events.rows(reached);
        requireAtMost(rows, mostRows);
        session.openPartsAs(ALL_EVENTS, LakeTable.ENRICHED_APP_EVENTS, events.parts());
        if (computation.reads(Input.TITLE)) {
            session.open(LakeTable.TITLE);
        }
        List<List<String>> parts = parts(session, from, to);
        requireAtMost(rows * parts.size(), mostRows);
        for (List<String> values : parts) {
            open(session, slice.part(values), intervals);
            if (computation.reads(Input.SESSION_EVENT)) {
                openSessions(session, events, intervals);
            }
            String query = Query.labelled(Standing.valued(intervals, part.question()), groups(), values);
            if (values.equals(parts.get(0))) {
                session.engine().keep(SLICED, query);
            } else {
                session.engine().add(SLICED, query);
            }
        }
        return Query.of(SLICED);
    }

    private static void requireKept(StoredEvents events, Collection<LocalDate> days) {
        events.dropped(days).ifPresent(dt -> {
            throw new EventsDroppedException(dt);
        });
    }

    private static void requireAtMost(long rows, long mostRows) {
        if (rows > mostRows) {
            throw new TooCostlyException(rows, mostRows);
        }
    }

    private static NavigableSet<LocalDate> reached(
            BoundComputation computation, CountedDays counted, LocalDate from, LocalDate to) {
        DaySpan read = computation.read(from, to);
        return isAboutAllDays(computation)
                ? counted.days().headMap(read.last(), true).navigableKeySet()
                : new TreeSet<>(read.of(counted.days()).keySet());
    }

    /** Who begins on a day was on none before it. */
    private static boolean isAboutAllDays(BoundComputation computation) {
        return computation.isOfCohorts() || computation.reads(Input.FEATURE_HISTORY);
    }

    /** The values of the groups that events of the asked days have; where there are no groups, one part without any. */
    private List<List<String>> parts(TableSession session, LocalDate from, LocalDate to) {
        if (slice.groups().isEmpty()) {
            return List.of(List.of());
        }
        List<String> columns = IntStream.range(0, slice.groups().size())
                .mapToObj(group -> Query.named(slice.groups().get(group).expression(), groups().get(group)))
                .toList();
        String asked = Condition.all(List.of(slice.condition(), Condition.isBetween("dt", from, to)));
        List<List<String>> found = session.query(
                Query.distinct(columns, ALL_EVENTS, asked, MOST_PARTS + 1),
                row -> groups().stream().map(row::text).toList());
        if (found.size() > MOST_PARTS) {
            throw new TooCostlyException("the answer has more than " + MOST_PARTS
                    + " parts, each of which is worked out by itself: name the values that are wanted");
        }
        return found.isEmpty() ? List.of(Collections.nCopies(slice.groups().size(), Facet.UNKNOWN)) : found;
    }

    private static void open(TableSession session, Slice part, Intervals intervals) {
        BoundComputation computation = intervals.computation();
        CountedDays counted = intervals.counted();
        LocalDate from = intervals.asked().first();
        LocalDate to = intervals.asked().last();
        DaySpan read = computation.read(from, to);
        session.view(
                LakeTable.ENRICHED_APP_EVENTS.qualifiedName(),
                MetricInputs.datedEvents(computation, intervals, Query.where(ALL_EVENTS, part.condition())));
        session.engine().keep("gold.counted_day", intervals.known());
        LocalDate first = isAboutAllDays(computation) ? counted.first().orElse(from) : read.first();
        session.view("gold.profile_day", CountedTable.PROFILE_DAY.query(first, read.last(), RUN))
                .view("gold.account_day", CountedTable.ACCOUNT_DAY.query(first, read.last(), RUN))
                .view("gold.feature_day", CountedTable.FEATURE_DAY.query(first, read.last(), RUN));
        if (computation.reads(Input.ACCOUNT_DAY)) {
            session.view("gold.profile_day", SqlFile.of("metric/active_account").text());
        }
        if (computation.reads(Input.FIRST_DAY_OF_ACCOUNT)) {
            session.engine()
                    .keep(
                            "gold.first_day_of_account",
                            SqlFile.of("metric/first_day_of_account").text());
            session.view("gold.first_day", SqlFile.of("metric/account_begun").text());
        }
        if (computation.reads(Input.FIRST_DAY)) {
            for (String file : List.of("first_day", "first_day_in_region")) {
                session.engine()
                        .keep("gold." + file, SqlFile.of("metric/" + file).text());
            }
        }
        if (computation.reads(Input.LAST_HOUR)) {
            session.view("asked.last_hour", LastHours.of(counted, from, to));
        }
        if (computation.reads(Input.DAY_VALUE)) {
            MetricInputs.openDayValues(session, intervals);
        }
        computation.relations().forEach((name, query) -> session.view(name, intervals.relation(name, query)));
    }

    /** A session that is under way when the asked days begin may have begun on any day that it fills, and before the first of these. */
    private static void openSessions(TableSession session, StoredEvents events, Intervals intervals) {
        LocalDate from = intervals.asked().first();
        LocalDate to = intervals.asked().last();
        LocalDate first = from.minusDays(1);
        while (events.has(first) && OpenSessions.isFilled(session, first)) {
            first = first.minusDays(1);
            requireKept(events, Set.of(first));
        }
        OpenSessions.keep(session, first.datesUntil(to.plusDays(1)).toList());
        session.view("asked.session_event", MetricInputs.sessionEvents(intervals));
    }
}
