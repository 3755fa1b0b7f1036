package io.rollcall.lake.history;

import io.rollcall.lake.count.DayRows;
import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.day.OpenDays;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.engine.Session;
import io.rollcall.lake.replace.DayReplacement;
import io.rollcall.lake.replace.Marking;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Query;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.DayPart;
import io.rollcall.lake.table.ErasureMark;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Keeps {@link LakeTable#OPEN_SESSION} up to the published days: which sessions were under way at the end of each. A day is worked
 * out from its own events and from what the table says of the day before, so that a session is cut where the profile's own
 * events cut it, however long ago it began. For one thread.
 */
public final class OpenSessions {
    /** A pause that is longer ends a session. */
    public static final Duration GAP = Duration.ofMinutes(30);

    private static final int DAYS_AT_ONCE = 14;

    private final Tables tables;
    private final NavigableMap<LocalDate, Moment> kept = new TreeMap<>();
    private final Map<LocalDate, RuntimeException> failed = new HashMap<>();

    /** The open days that are still to be worked out: what the table says of them is of an earlier count. */
    private final Set<LocalDate> anew = new HashSet<>();

    private OpenSessions(Tables tables) {
        this.tables = tables;
    }

    /**
     * The times that say when what is known of a day came about.
     *
     * @param basis when the newest day that it stands upon was published
     * @param moved when the newest day that has changed it was
     */
    private record Moment(Instant basis, Instant moved) {
        static Moment of(DayPart part) {
            return new Moment(
                    part.highest().time("basis").orElse(Instant.EPOCH),
                    part.highest().time("moved").orElse(Instant.EPOCH));
        }
    }

    /**
     * The table, worked out for all days whose events are there, but those of which it fails and what follows them.
     *
     * @param withEvents the days of which there are
     * @param rows of each day
     * @throws ErasedMeanwhileException when profiles were erased meanwhile: do it again
     */
    public static OpenSessions upTo(Tables tables, CountedDays counted, Set<LocalDate> withEvents, DayRows rows) {
        return upTo(tables, counted, withEvents, rows, Set.of());
    }

    /**
     * The same where days are open.
     *
     * @param anew the open days that have been counted since the table was worked out
     */
    public static OpenSessions upTo(
            Tables tables, CountedDays counted, Set<LocalDate> withEvents, DayRows rows, Set<LocalDate> anew) {
        OpenSessions sessions = new OpenSessions(tables);
        sessions.anew.addAll(anew);
        sessions.read();
        boolean oneByOne = false;
        List<LocalDate> due = sessions.due(counted, withEvents);
        while (!due.isEmpty()) {
            List<LocalDate> days = oneByOne ? due.subList(0, 1) : sessions.atOnce(due, rows);
            try {
                sessions.workOut(counted, days);
            } catch (ErasedMeanwhileException overtaken) {
                throw overtaken;
            } catch (RuntimeException broken) {
                // Whoever asks for these days is told. One by one from here on: one that is broken fails by itself.
                oneByOne = true;
                if (days.size() == 1) {
                    sessions.failed.put(days.get(0), broken);
                }
            }
            due = sessions.due(counted, withEvents);
        }
        return sessions;
    }

    /**
     * The reason for which it is not known which sessions were under way at the end of a day; empty when it is known.
     */
    public Optional<RuntimeException> failure(LocalDate dt) {
        return Optional.ofNullable(failed.get(dt));
    }

    /**
     * The days of which the table says what is overtaken, by the day itself or by the one before, and whose events are not among
     * those that it was worked out from.
     */
    public List<LocalDate> overtaken(CountedDays counted, Set<LocalDate> withEvents) {
        return counted.days().values().stream()
                .filter(day -> kept.containsKey(day.dt()) && !withEvents.contains(day.dt()))
                .filter(day -> !isUpToDate(day))
                .map(PublishedDay::dt)
                .toList();
    }

    /** Notes that the events of a day cannot be had: whoever asks for its sessions is told why. */
    public void fail(LocalDate dt, RuntimeException why) {
        failed.put(dt, why);
    }

    /** The first of the days that are due, up to one after a day that is not: that one may be due once these are worked out. */
    private List<LocalDate> atOnce(List<LocalDate> due, DayRows rows) {
        List<LocalDate> days = new ArrayList<>();
        long inPiece = 0;
        for (LocalDate dt : due) {
            inPiece += rows.of(dt);
            LocalDate end = due.get(0).plusDays(DayRows.mostDays(inPiece, DAYS_AT_ONCE));
            LocalDate before = dt.minusDays(1);
            boolean follows = days.isEmpty() || days.contains(before) || !kept.containsKey(before);
            if (!follows || !dt.isBefore(end)) {
                return days;
            }
            days.add(dt);
        }
        return days;
    }

    /** The time at which what is known at the end of a day last changed. */
    public Instant moved(LocalDate dt) {
        return Optional.ofNullable(kept.get(dt)).map(Moment::moved).orElse(Instant.EPOCH);
    }

    private void read() {
        Table table = tables.table(LakeTable.OPEN_SESSION);
        kept.clear();
        tables.parts(LakeTable.OPEN_SESSION, table).forEach(part -> kept.put(part.dt(), Moment.of(part)));
    }

    private List<LocalDate> due(CountedDays counted, Set<LocalDate> withEvents) {
        List<LocalDate> due = counted.days().values().stream()
                .filter(day -> withEvents.contains(day.dt()))
                .filter(day -> !isUpToDate(day))
                .map(PublishedDay::dt)
                .toList();
        // What is under way at the end of a day follows from the end of the day before.
        due.forEach(dt -> failure(dt.minusDays(1)).ifPresent(before -> failed.put(dt, before)));
        return due.stream().filter(dt -> !failed.containsKey(dt)).toList();
    }

    /**
     * Tells whether a day need not be worked out again: what is known of an open day is good for the open days after
     * it, and never for a published one.
     */
    private boolean isUpToDate(PublishedDay day) {
        if (day.isOpen()) {
            return kept.containsKey(day.dt()) && !anew.contains(day.dt());
        }
        return Optional.ofNullable(kept.get(day.dt()))
                .filter(known -> !known.basis().isBefore(basis(day)))
                .isPresent();
    }

    private Instant basis(PublishedDay day) {
        return later(moved(day.dt().minusDays(1)), day.publishedAt());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void workOut(CountedDays counted, List<LocalDate> due) {
        LocalDate from = due.get(0);
        LocalDate to = due.get(due.size() - 1);
        // The mark first: what is erased from then on must not come back through this table.
        Table table = tables.table(LakeTable.OPEN_SESSION);
        String mark = ErasureMark.read(table.properties());
        try (TableSession session = tables.session()) {
            session.open(LakeTable.OPEN_SESSION, table, from.minusDays(1), to)
                    .open(LakeTable.ENRICHED_APP_EVENTS, from, to);
            follow(session, due);
            Set<LocalDate> changed = new HashSet<>(
                    session.query(SqlFile.of("metric/changed_open_session").text(), row -> row.date("dt")));
            SortedMap<LocalDate, Moment> moments = new TreeMap<>();
            for (LocalDate dt : due) {
                LocalDate before = dt.minusDays(1);
                Instant cameIn =
                        moments.containsKey(before) ? moments.get(before).moved() : moved(before);
                PublishedDay day = counted.of(dt).orElseThrow();
                Instant basis = later(cameIn, day.publishedAt());
                moments.put(
                        dt, new Moment(day.isOpen() ? Instant.EPOCH : basis, changed.contains(dt) ? basis : moved(dt)));
            }
            boolean ofOpenDays = due.stream().anyMatch(counted.open()::containsKey);
            new DayReplacement(
                            LakeTable.OPEN_SESSION,
                            part -> moments.containsKey(part.dt()),
                            write(session, table, moments).stream().toList(),
                            ofOpenDays ? OpenDays::mark : Marking.NONE,
                            base -> ErasureMark.require(mark, base.properties()))
                    .commit(tables);
            due.forEach(anew::remove);
            kept.putAll(moments);
        } catch (ValidationException | NotFoundException gone) {
            throw new ErasedMeanwhileException(gone);
        }
    }

    /**
     * Keeps, as {@code gold.open_session}, which sessions of the events that a session sees were under way at the end of each of some
     * days in a row. Before the first of them nobody's was.
     */
    public static void keep(TableSession session, List<LocalDate> days) {
        session.engine()
                .keep(
                        LakeTable.OPEN_SESSION.qualifiedName(),
                        Relation.of(
                                List.of(
                                        "dt DATE",
                                        "profile_id BIGINT",
                                        "session_start TIMESTAMPTZ",
                                        "last_event_time TIMESTAMPTZ"),
                                List.of()));
        follow(session, days);
        session.engine().keep(LakeTable.OPEN_SESSION.qualifiedName(), Query.of("run.open_session"));
    }

    /** The query for the events of sessions, of the days from the first to the last, as they follow from what is open then. */
    public static String sessionEvents(LocalDate from, LocalDate to) {
        return SqlFile.of("metric/session_event")
                .bind(Map.of("from", Literal.of(from), "to", Literal.of(to), "gap_millis", Literal.of(GAP.toMillis())));
    }

    /** Tells whether a session of the events that a session sees fills a whole day, so that it can have begun before it. */
    public static boolean isFilled(TableSession session, LocalDate dt) {
        session.engine().keep("run.day_session", daySessions(dt, dt));
        return !session.query(SqlFile.of("metric/session_filled_day").text(), row -> row.date("dt"))
                .isEmpty();
    }

    private static String daySessions(LocalDate from, LocalDate to) {
        return SqlFile.of("metric/day_session")
                .bind(Map.of("from", Literal.of(from), "to", Literal.of(to), "gap_millis", Literal.of(GAP.toMillis())));
    }

    /** Puts the sessions of the days into {@code run.open_session}; where none fills a day, the day alone says all of it. */
    private static void follow(TableSession session, List<LocalDate> due) {
        String gap = Literal.of(GAP.toMillis());
        Session engine = session.engine();
        engine.keep("run.due_day", Relation.days(due));
        engine.keep("run.day_session", daySessions(due.get(0), due.get(due.size() - 1)));
        engine.keep("run.filled_day", SqlFile.of("metric/session_filled_day").text());
        engine.keep("run.open_session", SqlFile.of("metric/open_session_before").text());
        engine.add("run.open_session", SqlFile.of("metric/open_session_alone").text());
        Set<LocalDate> filled = Set.copyOf(engine.query(Query.of("run.filled_day"), row -> row.date("dt")));
        due.stream()
                .filter(filled::contains)
                .forEach(dt -> engine.add(
                        "run.open_session",
                        SqlFile.of("metric/open_session").bind(Map.of("dt", Literal.of(dt), "gap_millis", gap))));
    }

    private static Optional<DataFile> write(TableSession session, Table table, SortedMap<LocalDate, Moment> moments) {
        List<Map<String, String>> rows = new ArrayList<>();
        moments.forEach((dt, moment) -> rows.add(Map.of(
                "dt", Literal.of(dt), "basis", Literal.of(moment.basis()), "moved", Literal.of(moment.moved()))));
        session.engine()
                .keep("run.standing", Relation.of(List.of("dt DATE", "basis TIMESTAMPTZ", "moved TIMESTAMPTZ"), rows));
        return TableFile.write(session.engine(), SqlFile.of("gold/open_session").text(), LakeTable.OPEN_SESSION, table);
    }
}
