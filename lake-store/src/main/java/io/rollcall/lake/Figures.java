package io.rollcall.lake;

import io.rollcall.lake.CatalogueMetric.Definition;
import io.rollcall.lake.CatalogueMetric.Input;
import io.rollcall.lake.files.LocalPaths;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/** Answers questions about the catalogue's metrics: from what was worked out at night, or from the published days. */
final class Figures {
    private static final String ORDER = " ORDER BY dt, region, dimension, item, measure";

    private final Lake lake;

    Figures(Lake lake) {
        this.lake = lake;
    }

    /** As it stood at a time: of each day the newest version that was whole by then. */
    List<FigureRow> stored(FigureQuestion question, Instant asOf) {
        try (LakeSession session = lake.session()) {
            open(session, question.metric(), question, asOf);
            Map<LocalDate, Standing> standing = new HashMap<>();
            List<Figure> figures = session.query(
                    "SELECT " + Figure.COLUMNS + ", status, as_of FROM gold.figure WHERE " + question.condition()
                            + ORDER,
                    row -> {
                        Figure figure = Figure.read(row);
                        standing.putIfAbsent(
                                figure.dt(), new Standing(DayStatus.ofWord(row.getString(7)), Cells.instant(row, 8)));
                        return figure;
                    });
            return FigureRow.of(figures, standing::get);
        }
    }

    private void open(LakeSession session, CatalogueMetric metric, FigureQuestion question, Instant asOf) {
        Table table = lake.table(LakeTable.FIGURE);
        session.engine()
                .table(
                        LakeTable.FIGURE.qualifiedName(),
                        Columns.of(LakeTable.FIGURE.schema()),
                        versions(table, metric, question, asOf).values().stream()
                                .map(version -> LocalPaths.path(version.file().location()))
                                .toList());
    }

    private static Map<LocalDate, FigureVersion> versions(
            Table table, CatalogueMetric metric, FigureQuestion question, Instant asOf) {
        Map<LocalDate, FigureVersion> newest = new TreeMap<>();
        FigureVersion.of(
                        table,
                        Expressions.and(
                                Days.between(question.from(), question.to()), Expressions.equal("metric", metric.id())))
                .stream()
                .filter(version -> !version.asOf().isAfter(asOf))
                .sorted(Comparator.comparingLong(FigureVersion::sequence))
                .forEach(version -> newest.put(version.dt(), version));
        return newest;
    }

    /**
     * With the question's own parameters.
     *
     * @param published all days
     * @param mostRows more are not read
     * @throws TooCostlyException when the answer would need more
     */
    List<FigureRow> free(FigureQuestion question, NavigableMap<LocalDate, PublishedDay> published, long mostRows) {
        Definition definition = own(question);
        FigureInputs inputs = FigureInputs.of(lake, definition, published, question.from(), question.to());
        long rows = inputs.rows();
        if (rows > mostRows) {
            throw new TooCostlyException(rows, mostRows);
        }
        inputs.follow(published);
        try (LakeSession session = lake.session()) {
            inputs.open(session);
            if (definition.reads(Input.RETENTION_FIGURE)) {
                open(session, CatalogueMetric.RETENTION, question, Instant.MAX);
                session.view("asked.figure", "SELECT " + Figure.COLUMNS + " FROM gold.figure WHERE region IS NOT NULL");
            }
            String query =
                    new FigureQuery(question.metric(), definition.literals(), question.from(), question.to()).sql();
            List<Figure> figures = session.query(
                    "SELECT " + Figure.COLUMNS + " FROM (" + query + ") AS figure WHERE " + question.condition()
                            + ORDER,
                    Figure::read);
            return FigureRow.of(figures, dt -> Standing.of(definition, published, dt));
        }
    }

    private static Definition own(FigureQuestion question) {
        Definition standard = question.metric().definition();
        Map<String, String> literals = new HashMap<>(standard.literals());
        literals.putAll(question.own().literals());
        Map<String, String> relations = new HashMap<>(standard.relations());
        relations.putAll(question.own().relations());
        return standard.with(literals)
                .given(relations)
                .before(question.own().daysBefore().orElse(standard.daysBefore()))
                .after(question.own().daysAfter().orElse(standard.daysAfter()));
    }
}
