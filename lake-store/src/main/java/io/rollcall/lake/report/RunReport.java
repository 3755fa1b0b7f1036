package io.rollcall.lake.report;

import io.rollcall.event.LiveWindow;
import io.rollcall.lake.count.CountedFiles;
import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.engine.Session;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Query;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.DayFilter;
import io.rollcall.lake.table.ErasureMark;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * Holds a run's exact figures against the live ones and appends what it finds to {@link LakeTable#RECONCILIATION}. Invisible until the
 * run is published.
 */
public final class RunReport {
    private static final List<String> COUNTED =
            List.of("dt DATE", "region VARCHAR", "measure VARCHAR", "once DOUBLE", "live DOUBLE");

    private final Tables tables;
    private final String run;
    private final Table bronze;
    private final Instant reconciledAt;
    private final Duration duplicateWindow;

    public RunReport(Tables tables, String run, Table bronze, Instant reconciledAt, Duration duplicateWindow) {
        this.tables = tables;
        this.run = run;
        this.bronze = bronze;
        this.reconciledAt = reconciledAt;
        this.duplicateWindow = duplicateWindow;
    }

    /**
     * Appends the rows of days.
     *
     * @param counted all days, the reported ones as they are to be published; their values are written
     * @param days at least one
     */
    public void append(CountedDays counted, Collection<LocalDate> days) {
        SortedSet<LocalDate> order = new TreeSet<>(days);
        try (TableSession session = tables.session()) {
            openFigures(session, order);
            session.engine().keep("run.counted", Relation.of(COUNTED, List.of()));
            Set<LocalDate> read = new LiveSnapshots(tables).days(order.first(), order.last());
            order.stream().filter(read::contains).forEach(dt -> countAsLive(counted, dt, session));
            write(session);
        }
    }

    private void openFigures(TableSession session, SortedSet<LocalDate> days) {
        session.open(
                LakeTable.AGGREGATE,
                Expressions.and(DayFilter.between(days.first(), days.last()), Expressions.equal("run", run)));
        Session engine = session.engine();
        engine.keep("run.reported_day", Relation.days(days));
        engine.keep("run.exact", SqlFile.of("report/exact").bind(Map.of("run", Literal.of(run))));
        new LiveSnapshots(tables).open(session, days.first(), days.last());
        engine.keep("run.removal", Relation.of(List.of("dt DATE", "removed_at TIMESTAMPTZ"), removals()));
        engine.keep("run.measure_window", Relation.of(List.of("measure VARCHAR", "days_before BIGINT"), windows()));
        engine.keep("run.reading", SqlFile.of("report/reading").text());
    }

    private List<Map<String, String>> removals() {
        return ErasureMark.lastRemovals(tables.table(LakeTable.APP_EVENT).properties()).entrySet().stream()
                .map(removal ->
                        Map.of("dt", Literal.of(removal.getKey()), "removed_at", Literal.of(removal.getValue())))
                .toList();
    }

    /** A day's share of {@code run.counted}, worked out in a session of its own: its fences are. */
    private void countAsLive(CountedDays counted, LocalDate dt, TableSession into) {
        List<Map<String, String>> rows;
        try (TableSession session = tables.session()) {
            openFences(session, dt);
            openRecords(session, dt);
            openProfileDays(session, counted, dt);
            session.engine().keep("run.counted", dayQuery(dt));
            session.engine().add("run.counted", windowQuery(dt));
            rows = session.query(
                    Query.of("run.counted"),
                    row -> Map.of(
                            "dt", Literal.of(row.date("dt")),
                            "region", Literal.of(row.text("region")),
                            "measure", Literal.of(row.text("measure")),
                            "once", Double.toString(row.real("once")),
                            "live", Double.toString(row.real("live"))));
        }
        into.engine().add("run.counted", Relation.of(COUNTED, rows));
    }

    private void openFences(TableSession session, LocalDate dt) {
        new LiveSnapshots(tables).open(session, dt, dt);
        session.engine().keep("run.fence", SqlFile.of("report/fence").bind(Map.of("dt", Literal.of(dt))));
    }

    private void openRecords(TableSession session, LocalDate dt) {
        Expression received = Expressions.and(
                Expressions.greaterThanOrEqual(
                        "received_at", opens(dt).minus(duplicateWindow).toString()),
                Expressions.lessThan("received_at", closes(dt).toString()));
        session.open(LakeTable.APP_EVENT, bronze, received).open(LakeTable.ENRICHED_APP_EVENTS, fenced(dt), dt);
    }

    private void openProfileDays(TableSession session, CountedDays counted, LocalDate dt) {
        CountedFiles files = CountedFiles.of(
                counted.days().subMap(windowBegin(dt), true, dt, true).values());
        session.engine().keep("run.day", files.relation());
        CountedTable.PROFILE_DAY
                .open(session, files)
                .view("run.profile_day", SqlFile.of("day/profile_day").text());
    }

    private String dayQuery(LocalDate dt) {
        return SqlFile.of("report/day")
                .bind(Map.of(
                        "dt", Literal.of(dt),
                        "day_before", Literal.of(dt.minusDays(1)),
                        "day_after", Literal.of(dt.plusDays(1)),
                        "opens", Literal.of(opens(dt)),
                        "closes", Literal.of(closes(dt)),
                        "duplicate_window_ms", Literal.of(duplicateWindow.toMillis())));
    }

    private static String windowQuery(LocalDate dt) {
        return SqlFile.of("report/window")
                .bind(Map.of(
                        "dt", Literal.of(dt),
                        "first_dt", Literal.of(windowBegin(dt)),
                        "fenced_dt", Literal.of(fenced(dt)),
                        "live_days", Literal.of(LiveWindow.DAYS)));
    }

    private void write(TableSession session) {
        Table table = tables.table(LakeTable.RECONCILIATION);
        Optional<DataFile> file = TableFile.write(
                session.engine(),
                SqlFile.of("report/reconciliation")
                        .bind(Map.of("run", Literal.of(run), "reconciled_at", Literal.of(reconciledAt))),
                LakeTable.RECONCILIATION,
                table);
        file.ifPresent(one -> table.newAppend().appendFile(one).commit());
    }

    /** The measures whose window holds more than the day itself, with the number of the days before it. */
    private static List<Map<String, String>> windows() {
        return Metrics.ofDays().stream()
                .filter(metric -> metric.windowDays() > 1)
                .map(metric -> Map.of(
                        "measure", Literal.of(metric.name()), "days_before", Literal.of(metric.windowDays() - 1L)))
                .toList();
    }

    /** The time at which the live window begins to take events of a day. */
    private static Instant opens(LocalDate dt) {
        return dt.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The time at which the live window takes no more of them. */
    private static Instant closes(LocalDate dt) {
        return opens(dt.plusDays(LiveWindow.DAYS));
    }

    private static LocalDate windowBegin(LocalDate dt) {
        return dt.minusDays(Metrics.longestWindowDays() - 1L);
    }

    private static LocalDate fenced(LocalDate dt) {
        return dt.minusDays(LiveWindow.FENCED_DAYS - 1L);
    }
}
