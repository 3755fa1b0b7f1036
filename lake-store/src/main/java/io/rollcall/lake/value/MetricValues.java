package io.rollcall.lake.value;

import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.metric.Computation.Input;
import io.rollcall.lake.table.DayFilter;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import io.rollcall.lake.value.MetricRows.Said;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/** Answers questions about computed metrics: from what was worked out at night, or from the published days. */
public final class MetricValues {
    private static final String RETENTION = "retention";

    private final Tables tables;

    public MetricValues(Tables tables) {
        this.tables = tables;
    }

    /**
     * The rows of an answer, in their order.
     *
     * @param published all days; asked for only when stored values do not answer
     * @param asOf of what is stored, of each day the newest version that was whole by then
     * @param mostRows more are not read
     * @throws TooCostlyException when the answer would need more
     * @throws EventsDroppedException when it would need events that are not kept any more
     */
    public List<MetricRow> rows(
            MetricQuestion question,
            Supplier<NavigableMap<LocalDate, PublishedDay>> published,
            Instant asOf,
            long mostRows) {
        return question.arguments().computations().stream()
                .flatMap(computation -> (computation.isStored()
                                ? stored(question, computation, asOf)
                                : free(question, computation, published.get(), mostRows))
                        .stream())
                .sorted(RowOrder.by(question.arguments().ranking()))
                .toList();
    }

    private List<MetricRow> stored(MetricQuestion question, BoundComputation computation, Instant asOf) {
        Map<LocalDate, Said> said = new HashMap<>();
        try (TableSession session = tables.session()) {
            session.open(LakeTable.FIGURE, files(computation.name(), question, asOf));
            session.query(
                            "SELECT dt, MIN(status) AS status, MIN(as_of) AS as_of,"
                                    + " MIN(definition_version) AS definition_version FROM gold.figure WHERE dt BETWEEN "
                                    + question.days() + " GROUP BY dt",
                            row -> Map.entry(
                                    row.date("dt"),
                                    new Said(
                                            new Standing(DayStatus.ofWord(row.text("status")), row.time("as_of")),
                                            Math.toIntExact(row.number("definition_version")))))
                    .forEach(day -> said.put(day.getKey(), day.getValue()));
            return MetricRows.of(question).read(session, "gold.figure", said::get);
        }
    }

    private List<DataFile> files(String computation, MetricQuestion question, Instant asOf) {
        Table table = tables.table(LakeTable.FIGURE);
        Map<LocalDate, DataFile> newest = new TreeMap<>();
        MetricVersion.of(
                        table,
                        Expressions.and(
                                DayFilter.between(question.from(), question.to()),
                                Expressions.equal("metric", computation)))
                .stream()
                .filter(version -> !version.asOf().isAfter(asOf))
                .sorted(Comparator.comparingLong(MetricVersion::sequence))
                .forEach(version -> newest.put(version.dt(), version.file()));
        return List.copyOf(newest.values());
    }

    private List<MetricRow> free(
            MetricQuestion question,
            BoundComputation computation,
            NavigableMap<LocalDate, PublishedDay> published,
            long mostRows) {
        NavigableMap<LocalDate, PublishedDay> known =
                computation.reads(Input.FIRST_DAY) ? new FirstDays(tables).known(published) : published;
        CountedDays counted = History.of(tables, known, computation.read(question.from(), question.to()));
        MetricInputs inputs = MetricInputs.of(tables, computation, counted, question.from(), question.to());
        inputs.requireEvents();
        long rows = inputs.rows();
        if (rows > mostRows) {
            throw new TooCostlyException(rows, mostRows);
        }
        try (TableSession session = tables.session()) {
            inputs.open(session);
            if (computation.reads(Input.RETENTION_VALUES)) {
                session.open(LakeTable.FIGURE, files(RETENTION, question, Instant.MAX))
                        .view(
                                "asked.figure",
                                "SELECT dt, region, dimension, item, measure, value FROM gold.figure"
                                        + " WHERE region IS NOT NULL");
            }
            return MetricRows.of(question)
                    .read(
                            session,
                            "(" + computation.sql(question.from(), question.to()) + ") AS figure",
                            dt -> new Said(Standing.of(computation, counted, dt), computation.version()));
        }
    }
}
