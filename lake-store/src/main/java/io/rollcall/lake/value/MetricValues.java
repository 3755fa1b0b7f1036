package io.rollcall.lake.value;

import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.OpenDays;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.history.FirstDays;
import io.rollcall.lake.history.History;
import io.rollcall.lake.history.Intervals;
import io.rollcall.lake.metric.Arguments;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.metric.Computation.Input;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.DaySpan;
import io.rollcall.lake.metric.Interval;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.sql.Fold;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Query;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.DayFilter;
import io.rollcall.lake.table.DayPart;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/**
 * Answers questions about metrics: from what was worked out at night or from the published days, and of days that are not published
 * from what is archived of them.
 *
 * @param publications the switch as the question sees it
 * @param open the days that are not published, likewise; none for a question about an earlier time
 * @param asOf of what is stored, of each day the newest version that was whole by then
 */
public record MetricValues(Tables tables, Table publications, Optional<OpenDays> open, Instant asOf) {
    private static final String RETENTION = "retention";

    /**
     * Gives on the rows of a metric of published days. A day that is not published has those of its windows, from what is archived
     * of it; none has a day whose window holds a day with data that is not counted.
     */
    public void read(DayMetric metric, LocalDate from, LocalDate to, RegionChoice regions, RowSink<MetricRow> sink)
            throws IOException {
        try (TableSession session = openAggregates(metric, from, to)) {
            List<String> sources = List.of(
                    SqlFile.of("gold/aggregate_value").text(),
                    SqlFile.of("gold/open_value_unpublished").text());
            MetricRows.of(metric).read(session, Query.all(sources), regions.condition(), sink);
        }
    }

    /** The days that have rows of a metric of published days. */
    public Set<LocalDate> days(DayMetric metric, LocalDate from, LocalDate to) {
        try (TableSession session = openAggregates(metric, from, to)) {
            session.view(
                    "asked.measure",
                    Relation.of(
                            List.of("measure VARCHAR"),
                            metric.storedNames().stream()
                                    .map(name -> Map.of("measure", Literal.of(name)))
                                    .toList()));
            Set<LocalDate> days = new HashSet<>();
            Stream.of("gold/aggregate_day", "gold/open_day_unpublished")
                    .forEach(file -> days.addAll(session.query(SqlFile.of(file).text(), row -> row.date("dt"))));
            return days;
        }
    }

    private TableSession openAggregates(DayMetric metric, LocalDate from, LocalDate to) {
        return tables.session()
                .open(LakeTable.PUBLISHED, publications, Expressions.alwaysTrue())
                .open(
                        LakeTable.AGGREGATE,
                        Expressions.and(
                                DayFilter.between(from, to),
                                Expressions.in("metric", metric.storedNames().toArray())))
                .openParts(LakeTable.OPEN_DAY, ofOpenDays(metric.name(), from, to))
                .view("gold.published_run", SqlFile.of("gold/published_run").text())
                .view(
                        "asked.aggregate",
                        SqlFile.of("gold/aggregate_as_of")
                                .bind(Map.of(
                                        "as_of", Literal.of(asOf),
                                        "from", Literal.of(from),
                                        "to", Literal.of(to))));
    }

    /**
     * Gives on the rows of a computed metric.
     *
     * @param published all days; asked for only when stored values do not answer
     * @param mostRows more are not read
     * @throws TooCostlyException when the answer would need more
     * @throws EventsDroppedException when it would need events that are not kept any more
     */
    public void read(
            MetricQuestion question,
            Supplier<NavigableMap<LocalDate, PublishedDay>> published,
            long mostRows,
            RowSink<MetricRow> sink)
            throws IOException {
        if (!question.isFree()) {
            stored(question, published, sink);
            return;
        }
        SlicedValues sliced = new SlicedValues(tables, question.slice());
        MetricRows rows = MetricRows.of(question.arguments(), sliced.groups());
        try (OpenParts worked = new OpenParts()) {
            MetricRows.Summary summary = MetricRows.Summary.NOTHING;
            for (AnswerPart part : parts(question, published.get())) {
                TableSession session = worked.add(tables.session());
                List<String> sources = new ArrayList<>();
                for (BoundComputation computation : question.arguments().computations()) {
                    sources.add(
                            question.slice().isWhole()
                                    ? free(session, part, computation, mostRows)
                                    : sliced.query(session, part, computation, mostRows));
                }
                summary = summary.and(rows.workOut(
                        session,
                        called(session, question, folded(question, Query.all(sources), part::days)),
                        part.question().condition()));
            }
            summary.announce(sink);
            for (TableSession session : worked.sessions()) {
                rows.give(session, sink);
            }
        }
    }

    /** Sessions that are closed together. */
    private record OpenParts(List<TableSession> sessions) implements AutoCloseable {
        OpenParts() {
            this(new ArrayList<>());
        }

        TableSession add(TableSession session) {
            sessions.add(session);
            return session;
        }

        @Override
        public void close() {
            sessions.forEach(TableSession::close);
        }
    }

    private List<AnswerPart> parts(MetricQuestion question, NavigableMap<LocalDate, PublishedDay> published) {
        NavigableMap<LocalDate, PublishedDay> standing = question.readsOpenDays()
                ? open.map(days -> days.standing(published)).orElseGet(TreeMap::new)
                : new TreeMap<>();
        return question.arguments().areOfDays()
                ? AnswerPart.of(question, published, standing)
                : List.of(AnswerPart.whole(question, published, standing));
    }

    /**
     * Gives on the stored values: what was worked out of a day that was over holds; of the others what was worked out
     * from what is archived of them.
     */
    private void stored(
            MetricQuestion question, Supplier<NavigableMap<LocalDate, PublishedDay>> published, RowSink<MetricRow> sink)
            throws IOException {
        List<DayPart> figures = new ArrayList<>();
        List<DayPart> archived = new ArrayList<>();
        for (BoundComputation computation : question.arguments().computations()) {
            List<DayPart> found = newest(computation.name(), question, asOf);
            Set<LocalDate> days = found.stream().map(DayPart::dt).collect(Collectors.toSet());
            figures.addAll(found);
            ofOpenDays(computation.name(), question.from(), question.to()).stream()
                    .filter(part -> !days.contains(part.dt()))
                    .forEach(archived::add);
        }
        List<String> sources = new ArrayList<>();
        try (TableSession session = tables.session()) {
            if (!figures.isEmpty()) {
                session.openParts(LakeTable.FIGURE, figures);
                sources.add(SqlFile.of("gold/figure_value").text());
            }
            if (!archived.isEmpty()) {
                session.openParts(LakeTable.OPEN_DAY, archived);
                sources.add(SqlFile.of("gold/open_value").text());
            }
            if (sources.isEmpty()) {
                sink.expect(0);
                return;
            }
            MetricRows.of(question.arguments())
                    .read(
                            session,
                            called(session, question, folded(question, Query.all(sources), published)),
                            question.condition(),
                            sink);
        }
    }

    /** The values with what titles are called now: names and genres are no part of what was worked out. */
    private static String called(TableSession session, MetricQuestion question, String values) {
        List<String> labels = question.arguments().metric().columns().labels();
        if (labels.isEmpty()) {
            return values;
        }
        session.openAs("asked.title", LakeTable.TITLE);
        return Query.explained(values, labels, "asked.title", "title_id");
    }

    /** The values of days, put together where the question is about several. */
    private String folded(
            MetricQuestion question, String values, Supplier<NavigableMap<LocalDate, PublishedDay>> published) {
        if (!question.isFolded()) {
            return values;
        }
        Arguments arguments = question.arguments();
        DaySpan asked = new DaySpan(question.from(), question.to());
        List<Map<String, String>> days =
                Intervals.all(arguments.interval(), asked, History.of(tables, published.get(), asked)).stream()
                        .flatMap(interval -> interval.days()
                                .days()
                                .map(dt -> Map.of(
                                        "dt",
                                        Literal.of(dt),
                                        "first_dt",
                                        Literal.of(interval.dt()),
                                        Interval.COMPLETE,
                                        Literal.of(interval.isComplete() ? 1 : 0))))
                        .toList();
        return new Fold(arguments.metric().additiveMeasures(), DayStatus.fromTheWorst(), Interval.COMPLETE)
                .rows(values, Relation.of(List.of("dt DATE", "first_dt DATE", Interval.COMPLETE + " INTEGER"), days));
    }

    private List<DayPart> ofOpenDays(String metric, LocalDate from, LocalDate to) {
        return open.map(days -> days.parts(metric, from, to)).orElseGet(List::of);
    }

    /** What every computed metric says of every day: of each the newest version. */
    public static List<DayPart> newest(Tables tables) {
        Map<List<Object>, DayPart> newest = new LinkedHashMap<>();
        MetricVersion.of(tables).stream()
                .sorted(Comparator.comparingLong(MetricVersion::sequence))
                .forEach(version -> newest.put(List.of(version.metric(), version.dt()), version.part()));
        return List.copyOf(newest.values());
    }

    private List<DayPart> newest(String computation, MetricQuestion question, Instant wholeBy) {
        Map<LocalDate, DayPart> newest = new TreeMap<>();
        MetricVersion.of(tables, computation, question.from(), question.to()).stream()
                .filter(version -> !version.asOf().isAfter(wholeBy))
                .sorted(Comparator.comparingLong(MetricVersion::sequence))
                .forEach(version -> newest.put(version.dt(), version.part()));
        return List.copyOf(newest.values());
    }

    /** Opens what a computation reads; the query for its values. */
    private String free(TableSession session, AnswerPart part, BoundComputation computation, long mostRows) {
        MetricQuestion question = part.question();
        NavigableMap<LocalDate, PublishedDay> known =
                computation.isOfCohorts() ? FirstDays.of(tables, computation).known(part.days()) : part.days();
        CountedDays counted = History.of(tables, known, computation.read(question.from(), question.to()));
        MetricInputs inputs = MetricInputs.of(tables, computation, counted, question.from(), question.to());
        inputs.requireEvents();
        long rows = inputs.rows();
        if (rows > mostRows) {
            throw new TooCostlyException(rows, mostRows);
        }
        inputs.open(session);
        if (computation.reads(Input.RETENTION_VALUES)) {
            session.openParts(LakeTable.FIGURE, newest(RETENTION, question, Instant.MAX))
                    .view("asked.figure", SqlFile.of("gold/figure_cell").text());
        }
        return Standing.valued(inputs.intervals(), question);
    }
}
