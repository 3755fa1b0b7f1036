package io.rollcall.lake.value;

import io.rollcall.lake.day.DaySwitch;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Partitions;
import io.rollcall.lake.table.PlannedFiles;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import io.rollcall.lake.value.CatalogueMetric.Definition;
import io.rollcall.lake.value.CatalogueMetric.Input;
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
 * Works out the catalogue's metrics from the published days. What is due follows from what is there: a value is when a day that it
 * depends on was published after it was worked out, or when its definition has changed. Killed at any point, the next run
 * goes on; done twice, the second time does nothing. For one thread.
 */
public final class FigureRun {
    private final Tables tables;
    private final NavigableMap<LocalDate, PublishedDay> published;
    private final Set<LocalDate> withEvents;
    private final Table figures;
    private final List<FigureVersion> versions;

    private FigureRun(
            Tables tables,
            NavigableMap<LocalDate, PublishedDay> published,
            Set<LocalDate> withEvents,
            Table figures,
            List<FigureVersion> versions) {
        this.tables = tables;
        this.published = published;
        this.withEvents = withEvents;
        this.figures = figures;
        this.versions = versions;
    }

    public static FigureRun begin(Tables tables) {
        Table figures = tables.table(LakeTable.FIGURE);
        Set<LocalDate> withEvents =
                PlannedFiles.of(tables.table(LakeTable.ENRICHED_APP_EVENTS), Expressions.alwaysTrue()).stream()
                        .map(Partitions::dt)
                        .collect(Collectors.toSet());
        return new FigureRun(
                tables,
                DaySwitch.now(tables).days(),
                withEvents,
                figures,
                FigureVersion.of(figures, Expressions.alwaysTrue()));
    }

    /**
     * A piece of work: a metric of some days.
     *
     * @param days in order; not necessarily without a gap
     */
    public record Due(CatalogueMetric metric, List<LocalDate> days) {
        public Due {
            days = List.copyOf(days);
        }
    }

    /** What there is to do. */
    public List<Due> due() {
        List<Due> due = new ArrayList<>();
        CatalogueMetric.nightly().forEach(metric -> due.addAll(pieces(metric, dueDays(metric))));
        return due;
    }

    private List<LocalDate> dueDays(CatalogueMetric metric) {
        Map<LocalDate, FigureVersion> newest = newest(metric);
        return published.keySet().stream()
                .filter(dt -> isPossible(metric.definition(), dt))
                .filter(dt -> isDue(metric, dt, Optional.ofNullable(newest.get(dt))))
                .toList();
    }

    private boolean isDue(CatalogueMetric metric, LocalDate dt, Optional<FigureVersion> version) {
        return version.filter(known -> known.definitionVersion() == metric.definitionVersion())
                .filter(known -> !known.basis().isBefore(basis(metric.definition(), dt)))
                .isEmpty();
    }

    /** The events of old days are dropped some day; what was worked out from them stays. */
    private boolean isPossible(Definition definition, LocalDate dt) {
        return !definition.reads(Input.EVENT)
                || withEvents.containsAll(definition.read(dt, dt).of(published).keySet());
    }

    private Instant basis(Definition definition, LocalDate dt) {
        return definition.basis(dt).of(published).values().stream()
                .map(PublishedDay::publishedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private Map<LocalDate, FigureVersion> newest(CatalogueMetric metric) {
        Map<LocalDate, FigureVersion> newest = new HashMap<>();
        versions.stream()
                .filter(version -> version.metric().equals(metric.id()))
                .sorted(Comparator.comparingLong(FigureVersion::sequence))
                .forEach(version -> newest.put(version.dt(), version));
        return newest;
    }

    private static List<Due> pieces(CatalogueMetric metric, List<LocalDate> days) {
        List<Due> pieces = new ArrayList<>();
        List<LocalDate> piece = new ArrayList<>();
        for (LocalDate dt : days) {
            if (!piece.isEmpty()
                    && !dt.isBefore(piece.get(0).plusDays(metric.definition().daysAtOnce()))) {
                pieces.add(new Due(metric, piece));
                piece = new ArrayList<>();
            }
            piece.add(dt);
        }
        if (!piece.isEmpty()) {
            pieces.add(new Due(metric, piece));
        }
        return pieces;
    }

    /**
     * Does a piece of the work; it is visible at once.
     *
     * @throws ErasedMeanwhileException when profiles were erased meanwhile: begin another run
     */
    public void workOut(Due due) {
        Definition definition = due.metric().definition();
        LocalDate from = due.days().get(0);
        LocalDate to = due.days().get(due.days().size() - 1);
        FigureInputs inputs = FigureInputs.of(tables, definition, published, from, to);
        if (definition.reads(Input.FIRST_DAY)) {
            new FirstDays(tables).follow(published);
        }
        try (TableSession session = tables.session()) {
            inputs.open(session);
            session.engine()
                    .keep(
                            "run.figure",
                            FigureQuery.standard(due.metric(), from, to).sql());
            OverwriteFiles commit = figures.newOverwrite();
            for (LocalDate dt : due.days()) {
                write(session, due.metric(), dt).ifPresent(commit::addFile);
            }
            if (!definition.keepsEarlier()) {
                versions.stream()
                        .filter(version -> version.metric().equals(due.metric().id())
                                && due.days().contains(version.dt()))
                        .forEach(version -> commit.deleteFile(version.file()));
            }
            commit.commit();
        }
    }

    private Optional<DataFile> write(TableSession session, CatalogueMetric metric, LocalDate dt) {
        Standing standing = Standing.of(metric.definition(), published, dt);
        String facts = Literal.of(standing.status().word()) + " AS status, " + Literal.of(standing.asOf())
                + " AS as_of, " + Literal.of(basis(metric.definition(), dt)) + " AS basis, CAST("
                + metric.definitionVersion() + " AS INTEGER) AS definition_version";
        String name = Literal.of(dt) + " AS dt, " + Literal.of(metric.id()) + " AS metric, ";
        return TableFile.write(
                session.engine(),
                "SELECT " + name + "region, dimension, item, measure, value, " + facts + " FROM run.figure WHERE dt = "
                        + Literal.of(dt)
                        + "\nUNION ALL SELECT " + name + "NULL, NULL, NULL, NULL, NULL, " + facts
                        + LakeTable.FIGURE.orderBy(),
                LakeTable.FIGURE,
                figures,
                Partitions.of(figures, dt, metric.id()));
    }
}
