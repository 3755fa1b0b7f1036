package io.rollcall.lake;

import io.rollcall.lake.count.CountedFiles;
import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.OpenDays;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.engine.EngineException;
import io.rollcall.lake.experiment.ExperimentAsked;
import io.rollcall.lake.experiment.ExperimentFacts;
import io.rollcall.lake.experiment.Experiments;
import io.rollcall.lake.experiment.ExperimentsSeen;
import io.rollcall.lake.experiment.SeenExperiment;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.report.ReportQuality;
import io.rollcall.lake.report.ReportRow;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Query;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.DayFilter;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import io.rollcall.lake.value.EventsDroppedException;
import io.rollcall.lake.value.MetricQuestion;
import io.rollcall.lake.value.MetricRow;
import io.rollcall.lake.value.MetricValues;
import io.rollcall.lake.value.RowSink;
import io.rollcall.lake.value.TooCostlyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/**
 * The published figures, for whoever answers questions. An object of this class sees the switch as it was when it was
 * made, once for all that is asked of it: what it says of days and of values belongs together. Make one for each request.
 */
public final class Published {
    private static final long NO_OPEN_DAYS = -1;
    static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** Between these are all days that there can be. */
    static final LocalDate EARLIEST_DAY = LocalDate.of(1, 1, 1);

    static final LocalDate LATEST_DAY = LocalDate.of(9999, 12, 31);

    private final Tables tables;
    private final Table publications;
    private final Optional<OpenDays> open;
    private final Instant asOf;

    private Published(Tables tables, Table publications, Optional<OpenDays> open, Instant asOf) {
        this.tables = tables;
        this.publications = publications;
        this.open = open;
        this.asOf = asOf;
    }

    /** Whether a question failed because what else is under way had left no memory for it: asked again later, it may succeed. */
    public static boolean isOutOfMemory(RuntimeException failed) {
        return failed instanceof EngineException engine && engine.isOutOfMemory();
    }

    /** The figures as they stand now. */
    static Published now(Tables tables) {
        OpenDays open = OpenDays.now(tables);
        return new Published(tables, tables.table(LakeTable.PUBLISHED), Optional.of(open), LATEST);
    }

    /** The figures as they stood at an earlier time: of every value the latest that was whole by then. Of open days nothing is kept. */
    public Published asOf(Instant earlier) {
        return new Published(tables, publications, Optional.empty(), earlier);
    }

    /** Names the open days as this object sees them: after they are counted again it is another. */
    public long openId() {
        return open.map(OpenDays::id).orElse(NO_OPEN_DAYS);
    }

    /** The days that are not published, and whose metrics are known from what is archived of them. They may be published since. */
    public Set<LocalDate> openDays() {
        return open.map(days -> days.days().keySet()).orElseGet(TreeSet::new);
    }

    /** Names the switch as this object sees it: after every publication it is another. */
    public long switchId() {
        return Tables.snapshotId(publications);
    }

    /**
     * Names all that answers about published days are worked out from: the switch and the erasures that this object has seen, and the
     * rest as it stands now. After every change of any of it, it is another. What is read after this was asked for is at least as new.
     */
    public String basis() {
        return Stream.concat(
                        Stream.of(
                                Long.toString(switchId()),
                                open.map(OpenDays::erasure).orElse("")),
                        Stream.of(LakeTable.FIGURE, LakeTable.AGGREGATE, LakeTable.TITLE)
                                .map(table -> Long.toString(Tables.snapshotId(tables.table(table)))))
                .collect(Collectors.joining(" "));
    }

    /** The days from the first to the last that are published, with what they are. */
    public SortedMap<LocalDate, PublishedDay> days(LocalDate from, LocalDate to) {
        SortedMap<LocalDate, PublishedDay> days = new TreeMap<>();
        try (TableSession session = openSwitch()) {
            session.query(
                            SqlFile.of("gold/published_day")
                                    .bind(Map.of(
                                            "from", Literal.of(from),
                                            "to", Literal.of(to),
                                            "as_of", Literal.of(asOf))),
                            PublishedDay::read)
                    .forEach(day -> days.put(day.dt(), day));
        }
        return days;
    }

    /** All days that are published. */
    public NavigableMap<LocalDate, PublishedDay> days() {
        return new TreeMap<>(days(EARLIEST_DAY, LATEST_DAY));
    }

    /**
     * Gives on the rows of a computed metric, by day and region in the order that is asked for: as they were worked out at night, or
     * with the question's own parameters from the days as they are published, or counted from what is archived of them. Other days
     * have none.
     *
     * @param mostRows of the lake that may be read for an answer with own parameters
     * @throws TooCostlyException when it would take more
     * @throws EventsDroppedException when it would take events that are not kept any more
     */
    public void figures(MetricQuestion question, long mostRows, RowSink<MetricRow> sink) throws IOException {
        values().read(question, this::days, mostRows, sink);
    }

    /** The same rows, for those that are few. */
    public List<MetricRow> figures(MetricQuestion question, long mostRows) {
        return collected(sink -> figures(question, mostRows, sink));
    }

    private MetricValues values() {
        return new MetricValues(tables, publications, open, asOf);
    }

    /** Names the worked out values as they stand now, whatever {@link #asOf} says: after every change it is another. */
    public long valuesId() {
        return new SeenEvents(tables).version();
    }

    /** The names of the events that ever were activity on a day whose values are worked out. */
    public Set<String> eventNames() {
        return new SeenEvents(tables).names();
    }

    /**
     * Gives on the rows of a metric of published days, by day and region. A day that is not published has those of its windows, from
     * what is archived of it; none has one whose window holds a day with data that is not counted.
     */
    public void rows(DayMetric metric, LocalDate from, LocalDate to, RegionChoice regions, RowSink<MetricRow> sink)
            throws IOException {
        values().read(metric, from, to, regions, sink);
    }

    /** The same rows, for those that are few. */
    public List<MetricRow> rows(DayMetric metric, LocalDate from, LocalDate to, RegionChoice regions) {
        return collected(sink -> rows(metric, from, to, regions, sink));
    }

    /** The days that have such rows. */
    public Set<LocalDate> daysOf(DayMetric metric, LocalDate from, LocalDate to) {
        return values().days(metric, from, to);
    }

    /**
     * The counts of what a profile did on a day in a region.
     *
     * @param uniqueTitlesViewed distinct titles over all of its events that name one
     */
    public record ProfileDay(
            LocalDate dt,
            String region,
            long playEvents,
            long searchEvents,
            long uniqueTitlesViewed,
            long totalWatchTimeSec,
            DayStatus status,
            Instant asOf) {}

    /** Gives on what a profile did on the published days, by day and region. */
    public void profile(long profileId, LocalDate from, LocalDate to, RowSink<ProfileDay> sink) throws IOException {
        SortedMap<LocalDate, PublishedDay> days = days(from, to);
        try (TableSession session = tables.session()) {
            CountedTable.PROFILE_DAY.open(session, CountedFiles.of(days.values()));
            session.engine()
                    .visitInOrder(
                            SqlFile.of("gold/profile_in_region").bind(Map.of("profile_id", Literal.of(profileId))),
                            Query.FOUND,
                            summary -> sink.expect(summary.number("found")),
                            "dt, region",
                            row -> {
                                PublishedDay day = Optional.ofNullable(days.get(row.date("dt")))
                                        .orElseThrow();
                                sink.take(new ProfileDay(
                                        day.dt(),
                                        row.text("region"),
                                        row.number("play_events"),
                                        row.number("search_events"),
                                        row.number("unique_titles_viewed"),
                                        row.number("total_watch_time_sec"),
                                        day.status(),
                                        day.asOf()));
                            });
        }
    }

    /** The same, for a few days. */
    public List<ProfileDay> profile(long profileId, LocalDate from, LocalDate to) {
        return collected(sink -> profile(profileId, from, to, sink));
    }

    /**
     * The facts of an experiment from the published days, and from those that are counted from what is archived of
     * them; nothing when none of the asked is either.
     *
     * @throws TooCostlyException when it takes more rows
     */
    public Optional<ExperimentFacts> experiment(ExperimentAsked asked, long mostRows) {
        LocalDate from = asked.from().minusDays(Experiments.DAYS_BEFORE);
        return new Experiments(tables, countedDays(from, asked.to()), asked).facts(mostRows);
    }

    /**
     * The experiments that were seen on the days from the first to the last that are published, or counted from what is archived of
     * them: the latest first, then by name.
     *
     * @param most of them that are listed
     * @throws TooCostlyException when it takes more rows
     */
    public List<SeenExperiment> experiments(LocalDate from, LocalDate to, int most, long mostRows) {
        return new ExperimentsSeen(tables, countedDays(from, to)).latest(most, mostRows);
    }

    /** The days from the first to the last that are published, and those that are counted from what is archived of them. */
    private NavigableMap<LocalDate, PublishedDay> countedDays(LocalDate from, LocalDate to) {
        NavigableMap<LocalDate, PublishedDay> all = days();
        NavigableMap<LocalDate, PublishedDay> days = new TreeMap<>(all.subMap(from, true, to, true));
        open.ifPresent(counted -> days.putAll(counted.standing(all).subMap(from, true, to, true)));
        return days;
    }

    /**
     * The published gold tables for any SQL: {@code dau_by_region}, {@code dau_total}, {@code engagement_metrics} and {@code
     * profile_day}, with or without {@code gold.} before them. Shows the days as they stand now, whatever {@link #asOf} says.
     */
    public TableSession session() {
        SortedMap<LocalDate, PublishedDay> days = new TreeMap<>();
        TableSession session = openSwitch()
                .view("gold.current_day", SqlFile.of("gold/current_day").text());
        session.query(Query.of("gold.current_day"), PublishedDay::read).forEach(day -> days.put(day.dt(), day));
        CountedTable.PROFILE_DAY.open(session, CountedFiles.of(days.values()));
        for (String view : List.of("profile_day", "dau_by_region", "dau_total", "engagement_metrics")) {
            session.view("gold." + view, SqlFile.of("gold/" + view).text());
        }
        session.engine().use("gold");
        return session;
    }

    /**
     * Gives on what the reconciliation found, by day, region and measure: of each day what the latest published run found, whatever
     * {@link #asOf} says.
     */
    public void report(LocalDate from, LocalDate to, RowSink<ReportRow> sink) throws IOException {
        try (TableSession session = openReport(from, to)) {
            session.engine()
                    .visitInOrder(
                            Query.of("gold.report"),
                            Query.FOUND,
                            summary -> sink.expect(summary.number("found")),
                            "dt, region, measure",
                            row -> sink.take(ReportRow.read(row)));
        }
    }

    /** The same, for a few days. */
    public List<ReportRow> report(LocalDate from, LocalDate to) {
        return collected(sink -> report(from, to, sink));
    }

    /** The quality of the live figures, by measure; none before the first day that has any. */
    public List<ReportQuality> reportQuality(LocalDate from, LocalDate to) {
        try (TableSession session = openReport(from, to)) {
            return session.query(SqlFile.of("report/quality").text(), ReportQuality::read);
        }
    }

    private TableSession openReport(LocalDate from, LocalDate to) {
        return openSwitch()
                .open(LakeTable.RECONCILIATION, DayFilter.between(from, to))
                .view("gold.published_run", SqlFile.of("gold/published_run").text())
                .view(
                        "gold.report",
                        SqlFile.of("gold/report").bind(Map.of("from", Literal.of(from), "to", Literal.of(to))));
    }

    private TableSession openSwitch() {
        return tables.session().open(LakeTable.PUBLISHED, publications, Expressions.alwaysTrue());
    }

    /** A reading that gives its rows on to a sink. */
    private interface Reading<T> {
        void into(RowSink<T> sink) throws IOException;
    }

    private static <T> List<T> collected(Reading<T> reading) {
        List<T> rows = new ArrayList<>();
        try {
            reading.into(rows::add);
        } catch (IOException impossible) {
            throw new UncheckedIOException("nothing is written here", impossible);
        }
        return rows;
    }
}
