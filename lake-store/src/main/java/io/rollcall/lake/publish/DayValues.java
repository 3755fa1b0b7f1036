package io.rollcall.lake.publish;

import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.DaySpan;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.DayFilter;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/** Works out the values that follow from counted days and appends them to {@link LakeTable#AGGREGATE}. Invisible until the run is published. */
final class DayValues {
    private static final List<String> STANDING = List.of(
            "metric VARCHAR",
            "measure VARCHAR",
            "dt DATE",
            "provisional BOOLEAN",
            "window_restated BOOLEAN",
            "day_restated BOOLEAN",
            "published BOOLEAN",
            "definition_version INTEGER");

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final Tables tables;
    private final String run;
    private final Instant asOf;

    DayValues(Tables tables, String run, Instant asOf) {
        this.tables = tables;
        this.run = run;
        this.asOf = asOf;
    }

    /**
     * Appends the values of the days that are published, and of every window that one of them lies in where they are others than
     * before.
     *
     * @param counted all days, those as they are to be published
     * @param publishing these
     * @param firstBefore the first day of history as it was
     */
    void append(CountedDays counted, Collection<LocalDate> publishing, Optional<LocalDate> firstBefore) {
        TreeSet<LocalDate> windows =
                new TreeSet<>(counted.reachedBy(publishing, firstBefore, WindowValues.LONGEST_DAYS));
        windows.removeIf(dt -> !WindowValues.isWhole(counted, dt));
        TreeSet<LocalDate> asked = new TreeSet<>(publishing);
        asked.addAll(windows);
        Table table = tables.table(LakeTable.AGGREGATE);
        try (TableSession session = tables.session()) {
            WindowValues values = WindowValues.open(session, counted, asked);
            session.engine().keep("run.published_day", Relation.days(publishing));
            values.add("day/daily", Map.of());
            values.addWindows(windows);
            openBefore(session, asked);
            session.engine()
                    .keep("run.asked", Relation.of(STANDING, standings(counted, windows, Set.copyOf(publishing))));
            session.engine()
                    .keep("run.metric_status", SqlFile.of("day/metric_status").text());
            Optional<DataFile> file = TableFile.write(
                    session.engine(),
                    SqlFile.of("day/aggregate").bind(Map.of("as_of", Literal.of(asOf), "run", Literal.of(run))),
                    LakeTable.AGGREGATE,
                    table);
            file.ifPresent(one -> table.newAppend().appendFile(one).commit());
        }
    }

    /** The values as they stand published. */
    private static void openBefore(TableSession session, SortedSet<LocalDate> asked) {
        session.open(LakeTable.PUBLISHED)
                .open(LakeTable.AGGREGATE, DayFilter.between(asked.first(), asked.last()))
                .view("gold.published_run", SqlFile.of("gold/published_run").text())
                .engine()
                .keep(
                        "run.before",
                        SqlFile.of("gold/aggregate_as_of")
                                .bind(Map.of(
                                        "as_of", Literal.of(LATEST),
                                        "from", Literal.of(asked.first()),
                                        "to", Literal.of(asked.last()))));
    }

    /** The rows that say, of every value that is worked out, what its days say of it. */
    private static List<Map<String, String>> standings(
            CountedDays counted, Collection<LocalDate> windows, Set<LocalDate> publishing) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (DayMetric metric : Metrics.ofDays()) {
            for (LocalDate dt : metric.windowDays() == 1 ? publishing : windows) {
                DaySpan window = new DaySpan(dt.minusDays(metric.windowDays() - 1L), dt);
                List<DayStatus> statuses = window.of(counted.days()).values().stream()
                        .map(PublishedDay::status)
                        .toList();
                boolean isRestated = counted.of(dt)
                        .filter(day -> day.status() == DayStatus.RESTATED)
                        .isPresent();
                metric.storedNames()
                        .forEach(measure -> rows.add(Map.of(
                                "metric", Literal.of(metric.name()),
                                "measure", Literal.of(measure),
                                "dt", Literal.of(dt),
                                "provisional", Boolean.toString(statuses.contains(DayStatus.PROVISIONAL)),
                                "window_restated", Boolean.toString(statuses.contains(DayStatus.RESTATED)),
                                "day_restated", Boolean.toString(isRestated),
                                "published", Boolean.toString(publishing.contains(dt)),
                                "definition_version", Integer.toString(metric.version()))));
            }
        }
        return rows;
    }
}
