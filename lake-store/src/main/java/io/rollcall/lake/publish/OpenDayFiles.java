package io.rollcall.lake.publish;

import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.day.OpenDay;
import io.rollcall.lake.history.OpenSessions;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.metric.Computation.Input;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.MetricList;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import io.rollcall.lake.value.OpenValues;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/**
 * The files of what a run has worked out of open days, which nobody sees yet. A metric that fails holds up no other.
 */
final class OpenDayFiles {
    private static final String WINDOWS = "windows";

    private final Tables tables;
    private final MetricList metrics;
    private final Table table;
    private final List<DataFile> fresh = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    OpenDayFiles(Tables tables, MetricList metrics, Table table) {
        this.tables = tables;
        this.metrics = metrics;
        this.table = table;
    }

    private record Failure(LocalDate dt, String metric, RuntimeException why) {}

    /** The files, of what did not fail. */
    List<DataFile> fresh() {
        return List.copyOf(fresh);
    }

    /** The reasons for which metrics failed, of each the first. */
    Map<String, RuntimeException> failed() {
        Map<String, RuntimeException> failed = new LinkedHashMap<>();
        failures.forEach(failure -> failed.putIfAbsent(failure.metric(), failure.why()));
        return failed;
    }

    /** Tells whether what a metric said of a day stays as it was. */
    boolean isKept(LocalDate dt, String metric) {
        String part = windows().stream().anyMatch(window -> window.name().equals(metric)) ? WINDOWS : metric;
        return failures.stream()
                .anyMatch(failure -> failure.dt().equals(dt) && failure.metric().equals(part));
    }

    /**
     * Works out what all metrics say of a day.
     *
     * @param counted the published days, and the open ones up to that day
     * @param sessions that were under way at the ends of the days before it
     */
    void workOut(OpenDay day, CountedDays counted, OpenSessions sessions) {
        OpenValues values = new OpenValues(tables, table, day, counted);
        values.ofTheDay().ifPresent(fresh::add);
        for (BoundComputation computation : metrics.nightly()) {
            add(day, computation.name(), () -> {
                if (computation.reads(Input.SESSION_EVENT)) {
                    sessions.failure(day.dt().minusDays(1)).ifPresent(broken -> {
                        throw broken;
                    });
                }
                return values.of(computation).stream().toList();
            });
        }
        if (WindowValues.isWhole(counted, day.dt())) {
            add(day, WINDOWS, () -> windows(day, counted, values));
        }
    }

    private void add(OpenDay day, String metric, Supplier<List<DataFile>> work) {
        try {
            fresh.addAll(work.get());
        } catch (ErasedMeanwhileException overtaken) {
            throw overtaken;
        } catch (RuntimeException broken) {
            failures.add(new Failure(day.dt(), metric, broken));
        }
    }

    private List<DataFile> windows(OpenDay day, CountedDays counted, OpenValues values) {
        TreeSet<LocalDate> asked = new TreeSet<>(List.of(day.dt()));
        List<DataFile> files = new ArrayList<>();
        try (TableSession session = tables.session()) {
            WindowValues.open(session, counted, asked).addWindows(asked);
            session.engine().keep("run.measure", measures());
            for (DayMetric metric : windows()) {
                values.write(session, "gold/open_window", metric.name(), metric.version())
                        .ifPresent(files::add);
            }
        }
        return files;
    }

    private static String measures() {
        return Relation.of(
                List.of("metric VARCHAR", "measure VARCHAR"),
                windows().stream()
                        .flatMap(metric -> metric.storedNames().stream()
                                .map(measure ->
                                        Map.of("metric", Literal.of(metric.name()), "measure", Literal.of(measure))))
                        .toList());
    }

    private static List<DayMetric> windows() {
        return Metrics.ofDays().stream()
                .filter(metric -> metric.windowDays() > 1)
                .toList();
    }
}
