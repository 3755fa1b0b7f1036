package io.rollcall.lake.value;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.engine.Cells;
import io.rollcall.lake.table.DayFilter;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import io.rollcall.lake.value.CatalogueMetric.Definition;
import io.rollcall.lake.value.CatalogueMetric.Input;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/** Answers questions about the catalogue's metrics: from what was worked out at night, or from the published days. */
public final class Figures {
    private final Tables tables;

    public Figures(Tables tables) {
        this.tables = tables;
    }

    /** As it stood at a time: of each day the newest version that was whole by then. */
    public List<FigureRow> stored(FigureQuestion question, Instant asOf) {
        Map<LocalDate, Standing> standing = new HashMap<>();
        try (TableSession session = tables.session()) {
            session.open(LakeTable.FIGURE, files(question.metric(), question, asOf));
            session.query(
                            "SELECT dt, MIN(status), MIN(as_of) FROM gold.figure WHERE dt BETWEEN " + question.days()
                                    + " GROUP BY dt",
                            row -> Map.entry(
                                    Cells.date(row, 1),
                                    new Standing(DayStatus.ofWord(row.getString(2)), Cells.instant(row, 3))))
                    .forEach(day -> standing.put(day.getKey(), day.getValue()));
            return new FigureRows(question).of(session, "gold.figure", standing::get);
        }
    }

    private List<DataFile> files(CatalogueMetric metric, FigureQuestion question, Instant asOf) {
        Table table = tables.table(LakeTable.FIGURE);
        Map<LocalDate, DataFile> newest = new TreeMap<>();
        FigureVersion.of(
                        table,
                        Expressions.and(
                                DayFilter.between(question.from(), question.to()),
                                Expressions.equal("metric", metric.id())))
                .stream()
                .filter(version -> !version.asOf().isAfter(asOf))
                .sorted(Comparator.comparingLong(FigureVersion::sequence))
                .forEach(version -> newest.put(version.dt(), version.file()));
        return List.copyOf(newest.values());
    }

    /**
     * With the question's own parameters.
     *
     * @param published all days
     * @param mostRows more are not read
     * @throws TooCostlyException when the answer would need more
     * @throws EventsDroppedException when it would need events that are not kept any more
     */
    public List<FigureRow> free(
            FigureQuestion question, NavigableMap<LocalDate, PublishedDay> published, long mostRows) {
        Definition definition = question.metric().definition().with(question.own());
        NavigableMap<LocalDate, PublishedDay> known =
                definition.reads(Input.FIRST_DAY) ? new FirstDays(tables).known(published) : published;
        FigureInputs inputs = FigureInputs.of(tables, definition, known, question.from(), question.to());
        inputs.requireEvents();
        long rows = inputs.rows();
        if (rows > mostRows) {
            throw new TooCostlyException(rows, mostRows);
        }
        try (TableSession session = tables.session()) {
            inputs.open(session);
            if (definition.reads(Input.RETENTION_FIGURE)) {
                session.open(LakeTable.FIGURE, files(CatalogueMetric.RETENTION, question, Instant.MAX))
                        .view(
                                "asked.figure",
                                "SELECT dt, region, dimension, item, measure, value FROM gold.figure"
                                        + " WHERE region IS NOT NULL");
            }
            String query =
                    new FigureQuery(question.metric(), definition.literals(), question.from(), question.to()).sql();
            return new FigureRows(question)
                    .of(session, "(" + query + ") AS figure", dt -> Standing.of(definition, known, dt));
        }
    }
}
