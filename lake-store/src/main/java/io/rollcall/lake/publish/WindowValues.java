package io.rollcall.lake.publish;

import io.rollcall.lake.count.CountedFiles;
import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.TableSession;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** Works values of days and of windows out, into {@code run.value} of a session. */
record WindowValues(TableSession session, CountedDays counted) {
    static final int LONGEST_DAYS = Metrics.longestWindowDays();

    private static final List<String> VALUE = List.of("metric VARCHAR", "dt DATE", "region VARCHAR", "value DOUBLE");

    /** Opens what the values of some days are worked out from; there are none yet. */
    static WindowValues open(TableSession session, CountedDays counted, SortedSet<LocalDate> asked) {
        session.engine().keep("run.value", Relation.of(VALUE, List.of()));
        CountedFiles files = CountedFiles.of(counted.days()
                .subMap(begin(asked.first()), true, asked.last(), true)
                .values());
        session.engine().keep("run.day", files.relation());
        CountedTable.PROFILE_DAY
                .open(session, files)
                .view("run.profile_day", SqlFile.of("day/profile_day").text());
        return new WindowValues(session, counted);
    }

    /** Tells whether there are values of the windows that end with a day. */
    static boolean isWhole(CountedDays counted, LocalDate dt) {
        return counted.isWhole(dt, LONGEST_DAYS);
    }

    /** Adds what a .sql file says. */
    void add(String file, Map<String, String> parameters) {
        session.engine().add("run.value", SqlFile.of(file).bind(parameters));
    }

    /** Adds the values of the windows that end with one of the days. */
    void addWindows(SortedSet<LocalDate> windows) {
        if (windows.isEmpty()) {
            return;
        }
        session.engine().keep("run.window_day", Relation.days(windows));
        add(
                "day/window",
                Map.of(
                        "first_dt", Literal.of(begin(windows.first())),
                        "to", Literal.of(windows.last()),
                        "history_first_dt", Literal.of(counted.days().firstKey())));
    }

    private static LocalDate begin(LocalDate dt) {
        return dt.minusDays(LONGEST_DAYS - 1L);
    }
}
