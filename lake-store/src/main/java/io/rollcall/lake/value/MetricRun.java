package io.rollcall.lake.value;

import io.rollcall.lake.count.DayCount;
import io.rollcall.lake.count.DayRows;
import io.rollcall.lake.count.EventDays;
import io.rollcall.lake.day.ArchiveEnd;
import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.DaySwitch;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.history.FirstDays;
import io.rollcall.lake.history.History;
import io.rollcall.lake.history.OpenSessions;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.metric.Computation.Input;
import io.rollcall.lake.metric.DaySpan;
import io.rollcall.lake.metric.MetricList;
import io.rollcall.lake.replace.DayReplacement;
import io.rollcall.lake.replace.Marking;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/**
 * Works the metrics out from the published days. What is due follows from what is there: a value is when a day that it
 * depends on was published after it was worked out, or when its definition has changed. Killed at any point, the next run
 * goes on; done twice, the second time does nothing. For one thread.
 */
public final class MetricRun {
    private static final List<String> STANDING =
            List.of("dt DATE", "status VARCHAR", "as_of TIMESTAMPTZ", "basis TIMESTAMPTZ");

    private final Tables tables;
    private final MetricList metrics;
    private final CountedDays counted;
    private final EventDays events;
    private final DayRows rows;
    private final OpenSessions sessions;
    private final List<MetricVersion> versions;

    /** The days whose events were dropped and are there again. */
    private final Set<LocalDate> restored = new HashSet<>();

    private MetricRun(
            Tables tables,
            MetricList metrics,
            CountedDays counted,
            EventDays events,
            DayRows rows,
            OpenSessions sessions,
            List<MetricVersion> versions) {
        this.tables = tables;
        this.metrics = metrics;
        this.counted = counted;
        this.events = events;
        this.rows = rows;
        this.sessions = sessions;
        this.versions = versions;
    }

    /**
     * Looks at what there is.
     *
     * @param metrics those that are worked out
     */
    public static MetricRun begin(Tables tables, MetricList metrics) {
        CountedDays counted = History.of(tables, DaySwitch.now(tables).days());
        List<MetricVersion> versions = MetricVersion.of(tables);
        DayRows rows = DayRows.of(tables, counted.days().values());
        OpenSessions sessions = sessions(tables, counted, rows);
        return new MetricRun(tables, metrics, counted, EventDays.of(tables), rows, sessions, versions);
    }

    /**
     * What changes on an old day may go on in sessions of the days after it, whose events are not kept as long as the raw ones. A day
     * whose raw ones cannot be read holds nobody up but those who ask for its sessions.
     */
    private static OpenSessions sessions(Tables tables, CountedDays counted, DayRows rows) {
        Set<LocalDate> restored = new HashSet<>();
        Map<LocalDate, RuntimeException> unreadable = new HashMap<>();
        while (true) {
            EventDays events = EventDays.of(tables);
            OpenSessions sessions = OpenSessions.upTo(tables, counted, events.stored(), rows);
            List<LocalDate> overtaken = sessions.overtaken(counted, events.stored()).stream()
                    .filter(events.raw()::contains)
                    .filter(restored::add)
                    .toList();
            if (overtaken.isEmpty()) {
                unreadable.forEach(sessions::fail);
                return sessions;
            }
            for (LocalDate dt : overtaken) {
                try {
                    restoreEvents(tables, List.of(dt));
                } catch (ErasedMeanwhileException overtakenByAnErasure) {
                    throw overtakenByAnErasure;
                } catch (RuntimeException broken) {
                    unreadable.put(dt, broken);
                }
            }
        }
    }

    /**
     * A piece of work: a computation for some days.
     *
     * @param days in order; not necessarily without a gap
     */
    public record Due(BoundComputation computation, List<LocalDate> days) {
        public Due {
            days = List.copyOf(days);
        }
    }

    /** The pieces of work that there are to do. */
    public List<Due> due() {
        return metrics.nightly().stream()
                .flatMap(computation -> due(computation).stream())
                .toList();
    }

    /** The pieces of work that there are to do for a computation. */
    public List<Due> due(BoundComputation computation) {
        return pieces(computation, dueDays(computation));
    }

    private List<LocalDate> dueDays(BoundComputation computation) {
        Map<LocalDate, MetricVersion> newest = newest(versions, computation);
        Set<LocalDate> outdated = outdated(computation, newest.values());
        return counted.days().keySet().stream()
                .filter(dt -> isPossible(computation, dt, Optional.ofNullable(newest.get(dt))))
                .filter(dt -> outdated.contains(dt)
                        || sessionsFailure(computation, dt).isPresent()
                        || isDue(computation, dt, Optional.ofNullable(newest.get(dt))))
                .toList();
    }

    /** The days that were worked out with runtimes of titles, or refused events, that are not those of now. */
    private Set<LocalDate> outdated(BoundComputation computation, Collection<MetricVersion> newest) {
        if (computation.reads(Input.TITLE)) {
            return OutdatedValues.ofTitles(tables).among(kept(newest));
        }
        return computation.reads(Input.REJECTED)
                ? OutdatedValues.ofRejected(tables).among(kept(newest))
                : Set.of();
    }

    private List<MetricVersion> kept(Collection<MetricVersion> newest) {
        return newest.stream()
                .filter(version -> events.stored().contains(version.dt()))
                .toList();
    }

    private boolean isDue(BoundComputation computation, LocalDate dt, Optional<MetricVersion> version) {
        return version.filter(known -> known.definitionVersion() == computation.version())
                .filter(known -> !known.basis().isBefore(basis(computation, dt)))
                .filter(known ->
                        known.status() != DayStatus.PROVISIONAL || !counted.isSettled(computation.read(dt, dt)))
                .isEmpty();
    }

    /** The reason for which it is not known which sessions came into a day, where that matters. */
    private Optional<RuntimeException> sessionsFailure(BoundComputation computation, LocalDate dt) {
        return computation.reads(Input.SESSION_EVENT) ? sessions.failure(dt.minusDays(1)) : Optional.empty();
    }

    /**
     * The events of old days are dropped some day, and what was worked out from them stays. As long as the raw ones are there it
     * follows what happens late; by another definition it is worked out only where the events are kept.
     */
    private boolean isPossible(BoundComputation computation, LocalDate dt, Optional<MetricVersion> version) {
        if (!computation.reads(Input.EVENT)) {
            return true;
        }
        Set<LocalDate> read = computation.read(dt, dt).of(counted.days()).keySet();
        return events.suffice(dt, read)
                || (events.canBeHad(read)
                        && version.filter(known -> known.definitionVersion() == computation.version())
                                .isPresent());
    }

    /**
     * The time at which what a value stands upon last moved: a day that it depends on was published, a day was that
     * says that history began before all of them, the last of them was over without anything having happened, or it
     * became known which sessions came into it.
     */
    private Instant basis(BoundComputation computation, LocalDate dt) {
        DaySpan read = computation.read(dt, dt);
        Optional<Instant> published = computation.basis(dt).of(counted.days()).values().stream()
                .map(PublishedDay::publishedAt)
                .max(Comparator.naturalOrder());
        Optional<Instant> begun = counted.days().headMap(read.first(), false).values().stream()
                .map(PublishedDay::publishedAt)
                .min(Comparator.naturalOrder());
        LocalDate lastOver = counted.archive().lastOver();
        Optional<Instant> over = Optional.of(lastOver.isBefore(read.last()) ? lastOver : read.last())
                .filter(last -> last.isAfter(dt))
                .map(ArchiveEnd::over);
        Optional<Instant> cameIn = computation.reads(Input.SESSION_EVENT)
                ? Optional.of(sessions.moved(dt.minusDays(1)))
                : Optional.empty();
        return Stream.of(published, begun, over, cameIn)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private static Map<LocalDate, MetricVersion> newest(List<MetricVersion> versions, BoundComputation computation) {
        Map<LocalDate, MetricVersion> newest = new HashMap<>();
        versions.stream()
                .filter(version -> version.metric().equals(computation.name()))
                .sorted(Comparator.comparingLong(MetricVersion::sequence))
                .forEach(version -> newest.put(version.dt(), version));
        return newest;
    }

    /** Thin days go together as long as there are not many rows, others as many as the computation says. */
    private List<Due> pieces(BoundComputation computation, List<LocalDate> days) {
        List<Due> pieces = new ArrayList<>();
        List<LocalDate> piece = new ArrayList<>();
        long inPiece = 0;
        for (LocalDate dt : days) {
            inPiece += rows.of(dt);
            int most = Math.min(
                    DayRows.mostDays(inPiece, computation.computation().daysAtOnce()),
                    computation.computation().mostDays());
            if (!piece.isEmpty() && !dt.isBefore(piece.get(0).plusDays(most))) {
                pieces.add(new Due(computation, piece));
                piece = new ArrayList<>();
                inPiece = rows.of(dt);
            }
            piece.add(dt);
        }
        if (!piece.isEmpty()) {
            pieces.add(new Due(computation, piece));
        }
        return pieces;
    }

    /**
     * Does a piece of the work; it is visible at once. Whatever it throws, nothing of the piece is visible.
     *
     * @throws ErasedMeanwhileException when profiles were erased meanwhile: begin another run
     */
    public void workOut(Due due) {
        BoundComputation computation = due.computation();
        LocalDate from = due.days().get(0);
        LocalDate to = due.days().get(due.days().size() - 1);
        due.days()
                .forEach(dt -> sessionsFailure(computation, dt).ifPresent(broken -> {
                    throw new IllegalStateException(
                            "it is not known which sessions came into " + dt + ": " + broken.getMessage(), broken);
                }));
        if (computation.reads(Input.EVENT)) {
            restoreEvents(
                    tables,
                    events.missing(computation.read(from, to).of(counted.days()).keySet()).stream()
                            .filter(restored::add)
                            .toList());
        }
        MetricInputs inputs = MetricInputs.of(tables, computation, counted, from, to);
        if (computation.isOfCohorts()) {
            FirstDays.of(tables, computation).follow(counted.days());
        }
        // As they are now: a piece of work of this run may have written the file anew that they are in.
        Map<LocalDate, MetricVersion> before =
                newest(MetricVersion.of(tables, computation.name(), from, to), computation);
        before.values().removeIf(version -> version.definitionVersion() != computation.version());
        before.keySet().retainAll(due.days());
        try (TableSession session = tables.session()) {
            inputs.open(session);
            session.engine().keep("run.figure", computation.sql(from, to));
            Set<LocalDate> changed = changed(session, before.values());
            SortedMap<LocalDate, Standing> standings = new TreeMap<>();
            for (LocalDate dt : due.days()) {
                Optional<MetricVersion> stood = Optional.ofNullable(before.get(dt));
                standings.put(dt, Standing.next(computation, counted, dt, stood, changed.contains(dt)));
            }
            new DayReplacement(
                            LakeTable.FIGURE,
                            part -> part.second().equals(computation.name())
                                    && Optional.ofNullable(standings.get(part.dt()))
                                            .filter(standing ->
                                                    isReplaced(computation, MetricVersion.of(part), standing))
                                            .isPresent(),
                            write(session, computation, standings).stream().toList(),
                            Marking.NONE,
                            base -> {})
                    .commit(tables);
        }
    }

    /** Days may be older than deduplicated events are kept; the next retention drops them again. */
    private static void restoreEvents(Tables tables, List<LocalDate> days) {
        DayCount count = new DayCount(tables, "");
        Table bronze = tables.table(LakeTable.APP_EVENT);
        days.forEach(dt -> count.restoreEvents(bronze, dt));
    }

    /** The days of which something else was said before. */
    private static Set<LocalDate> changed(TableSession session, Collection<MetricVersion> before) {
        if (before.isEmpty()) {
            return Set.of();
        }
        session.openParts(
                LakeTable.FIGURE, before.stream().map(MetricVersion::part).toList());
        return Set.copyOf(session.query(SqlFile.of("day/changed_figure").text(), row -> row.date("dt")));
    }

    /**
     * Tells whether a version goes when its successor comes: what was final once stays, for {@code as_of}, unless it
     * says just the same.
     */
    private static boolean isReplaced(BoundComputation computation, MetricVersion version, Standing successor) {
        boolean same = version.definitionVersion() == computation.version()
                && version.asOf().equals(successor.asOf())
                && version.status() == successor.status();
        boolean wasSettled =
                version.definitionVersion() == computation.version() && version.status() != DayStatus.PROVISIONAL;
        return same || (!computation.computation().keepsEarlier() && !wasSettled);
    }

    private Optional<DataFile> write(
            TableSession session, BoundComputation computation, SortedMap<LocalDate, Standing> standings) {
        List<Map<String, String>> rows = new ArrayList<>();
        standings.forEach((dt, standing) -> rows.add(Map.of(
                "dt", Literal.of(dt),
                "status", Literal.of(standing.status().word()),
                "as_of", Literal.of(standing.asOf()),
                "basis", Literal.of(basis(computation, dt)))));
        session.engine().keep("run.standing", Relation.of(STANDING, rows));
        return TableFile.write(
                session.engine(),
                SqlFile.of("gold/figure")
                        .bind(Map.of(
                                "metric", Literal.of(computation.name()),
                                "definition_version", Literal.of(computation.version()))),
                LakeTable.FIGURE,
                tables.table(LakeTable.FIGURE));
    }
}
