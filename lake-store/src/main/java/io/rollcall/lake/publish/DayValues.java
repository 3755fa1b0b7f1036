package io.rollcall.lake.publish;

import io.rollcall.lake.count.CountedFiles;
import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Partitions;
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
import java.util.TreeSet;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/** Works out the values that follow from counted days and appends them to {@link LakeTable#AGGREGATE}. Invisible until the run is published. */
final class DayValues {
    private static final List<String> VALUE = List.of("metric VARCHAR", "dt DATE", "region VARCHAR", "value DOUBLE");
    private static final List<String> DAY = List.of("dt DATE", "counted_by VARCHAR");
    private static final List<String> STATUS = List.of("metric VARCHAR", "dt DATE", "status VARCHAR");

    private static final int LONGEST_WINDOW_DAYS = Metrics.longestWindowDays();

    private final Tables tables;
    private final String run;
    private final Instant asOf;

    DayValues(Tables tables, String run, Instant asOf) {
        this.tables = tables;
        this.run = run;
        this.asOf = asOf;
    }

    /**
     * Appends the daily values of the changed days, and those of every window that a changed day lies in.
     *
     * @param counted all days, the changed ones as they are to be published
     */
    void append(CountedDays counted, Collection<LocalDate> changed) {
        List<LocalDate> windows = counted.reachedBy(changed, LONGEST_WINDOW_DAYS).stream()
                .filter(dt -> counted.isWhole(dt, LONGEST_WINDOW_DAYS))
                .toList();
        Table table = tables.table(LakeTable.AGGREGATE);
        try (TableSession session = tables.session()) {
            session.engine().keep("run.value", Relation.of(VALUE, List.of()));
            session.engine().keep("run.metric_status", Relation.of(STATUS, statuses(counted, windows, changed)));
            openCounted(session, counted, windows, changed);
            changed.forEach(dt -> workOut(session, "day/daily", Map.of("dt", Literal.of(dt))));
            windows.forEach(dt -> workOut(
                    session, "day/window", Map.of("dt", Literal.of(dt), "first_dt", Literal.of(windowBegin(dt)))));
            Optional<DataFile> file = TableFile.write(
                    session.engine(),
                    SqlFile.of("day/aggregate").bind(Map.of("as_of", Literal.of(asOf), "run", Literal.of(run)))
                            + "\nORDER BY metric, dt, region",
                    LakeTable.AGGREGATE,
                    table,
                    Partitions.whole(table));
            file.ifPresent(one -> table.newAppend().appendFile(one).commit());
        }
    }

    private static void workOut(TableSession session, String file, Map<String, String> parameters) {
        session.engine().add("run.value", SqlFile.of(file).bind(parameters));
    }

    private void openCounted(
            TableSession session, CountedDays counted, List<LocalDate> windows, Collection<LocalDate> changed) {
        TreeSet<LocalDate> asked = new TreeSet<>(changed);
        asked.addAll(windows);
        LocalDate first = windowBegin(asked.first());
        CountedFiles files = CountedFiles.of(
                counted.days().subMap(first, true, asked.last(), true).values());
        session.engine().keep("run.day", Relation.of(DAY, files.literals()));
        CountedTable.PROFILE_DAY
                .open(session, files)
                .view("run.profile_day", SqlFile.of("day/profile_day").text());
    }

    private static LocalDate windowBegin(LocalDate dt) {
        return dt.minusDays(LONGEST_WINDOW_DAYS - 1L);
    }

    private static List<List<String>> statuses(
            CountedDays counted, List<LocalDate> windows, Collection<LocalDate> changed) {
        List<List<String>> rows = new ArrayList<>();
        for (DayMetric metric : Metrics.ofDays()) {
            Collection<LocalDate> days = metric.windowDays() == 1 ? changed : windows;
            for (LocalDate dt : days) {
                DayStatus status = counted.worst(dt, metric.windowDays());
                metric.storedNames()
                        .forEach(measure ->
                                rows.add(List.of(Literal.of(measure), Literal.of(dt), Literal.of(status.word()))));
            }
        }
        return rows;
    }
}
