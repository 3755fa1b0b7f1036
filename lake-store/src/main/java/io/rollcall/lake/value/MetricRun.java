package io.rollcall.lake.value;

import io.rollcall.lake.day.DaySwitch;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.metric.Computation.Input;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Partitions;
import io.rollcall.lake.table.PlannedFiles;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/**
 * Works the metrics out from the published days. What is due follows from what is there: a value is when a day that it
 * depends on was published after it was worked out, or when its definition has changed. Killed at any point, the next run
 * goes on; done twice, the second time does nothing. For one thread.
 */
public final class MetricRun {
    private final Tables tables;
    private final NavigableMap<LocalDate, PublishedDay> published;
    private final Set<LocalDate> withEvents;
    private final Table figures;
    private final List<MetricVersion> versions;

    private MetricRun(
            Tables tables,
            NavigableMap<LocalDate, PublishedDay> published,
            Set<LocalDate> withEvents,
            Table figures,
            List<MetricVersion> versions) {
        this.tables = tables;
        this.published = published;
        this.withEvents = withEvents;
        this.figures = figures;
        this.versions = versions;
    }

    public static MetricRun begin(Tables tables) {
        Table figures = tables.table(LakeTable.FIGURE);
        Set<LocalDate> withEvents =
                PlannedFiles.of(tables.table(LakeTable.ENRICHED_APP_EVENTS), Expressions.alwaysTrue()).stream()
                        .map(Partitions::dt)
                        .collect(Collectors.toSet());
        return new MetricRun(
                tables,
                DaySwitch.now(tables).days(),
                withEvents,
                figures,
                MetricVersion.of(figures, Expressions.alwaysTrue()));
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

    /** What there is to do. */
    public List<Due> due() {
        List<Due> due = new ArrayList<>();
        Metrics.nightly().forEach(computation -> due.addAll(pieces(computation, dueDays(computation))));
        return due;
    }

    private List<LocalDate> dueDays(BoundComputation computation) {
        Map<LocalDate, MetricVersion> newest = newest(computation);
        return published.keySet().stream()
                .filter(dt -> isPossible(computation, dt))
                .filter(dt -> isDue(computation, dt, Optional.ofNullable(newest.get(dt))))
                .toList();
    }

    private boolean isDue(BoundComputation computation, LocalDate dt, Optional<MetricVersion> version) {
        return version.filter(known -> known.definitionVersion() == computation.version())
                .filter(known -> !known.basis().isBefore(basis(computation, dt)))
                .isEmpty();
    }

    /** The events of old days are dropped some day; what was worked out from them stays. */
    private boolean isPossible(BoundComputation computation, LocalDate dt) {
        return !computation.reads(Input.EVENT)
                || withEvents.containsAll(computation.read(dt, dt).of(published).keySet());
    }

    private Instant basis(BoundComputation computation, LocalDate dt) {
        return computation.basis(dt).of(published).values().stream()
                .map(PublishedDay::publishedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private Map<LocalDate, MetricVersion> newest(BoundComputation computation) {
        Map<LocalDate, MetricVersion> newest = new HashMap<>();
        versions.stream()
                .filter(version -> version.metric().equals(computation.name()))
                .sorted(Comparator.comparingLong(MetricVersion::sequence))
                .forEach(version -> newest.put(version.dt(), version));
        return newest;
    }

    private static List<Due> pieces(BoundComputation computation, List<LocalDate> days) {
        List<Due> pieces = new ArrayList<>();
        List<LocalDate> piece = new ArrayList<>();
        for (LocalDate dt : days) {
            if (!piece.isEmpty()
                    && !dt.isBefore(
                            piece.get(0).plusDays(computation.computation().daysAtOnce()))) {
                pieces.add(new Due(computation, piece));
                piece = new ArrayList<>();
            }
            piece.add(dt);
        }
        if (!piece.isEmpty()) {
            pieces.add(new Due(computation, piece));
        }
        return pieces;
    }

    /**
     * Does a piece of the work; it is visible at once.
     *
     * @throws ErasedMeanwhileException when profiles were erased meanwhile: begin another run
     */
    public void workOut(Due due) {
        BoundComputation computation = due.computation();
        LocalDate from = due.days().get(0);
        LocalDate to = due.days().get(due.days().size() - 1);
        MetricInputs inputs = MetricInputs.of(tables, computation, published, from, to);
        if (computation.reads(Input.FIRST_DAY)) {
            new FirstDays(tables).follow(published);
        }
        try (TableSession session = tables.session()) {
            inputs.open(session);
            session.engine().keep("run.figure", computation.sql(from, to));
            OverwriteFiles commit = figures.newOverwrite();
            for (LocalDate dt : due.days()) {
                write(session, computation, dt).ifPresent(commit::addFile);
            }
            if (!computation.computation().keepsEarlier()) {
                versions.stream()
                        .filter(version -> version.metric().equals(computation.name())
                                && due.days().contains(version.dt()))
                        .forEach(version -> commit.deleteFile(version.file()));
            }
            commit.commit();
        }
    }

    private Optional<DataFile> write(TableSession session, BoundComputation computation, LocalDate dt) {
        Standing standing = Standing.of(computation, published, dt);
        String facts = Literal.of(standing.status().word()) + " AS status, " + Literal.of(standing.asOf())
                + " AS as_of, " + Literal.of(basis(computation, dt)) + " AS basis, CAST("
                + computation.version() + " AS INTEGER) AS definition_version";
        String name = Literal.of(dt) + " AS dt, " + Literal.of(computation.name()) + " AS metric, ";
        return TableFile.write(
                session.engine(),
                "SELECT " + name + "region, dimension, item, measure, value, " + facts + " FROM run.figure WHERE dt = "
                        + Literal.of(dt)
                        + "\nUNION ALL SELECT " + name + "NULL, NULL, NULL, NULL, NULL, " + facts
                        + LakeTable.FIGURE.orderBy(),
                LakeTable.FIGURE,
                figures,
                Partitions.of(figures, dt, computation.name()));
    }
}
