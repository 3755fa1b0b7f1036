package io.rollcall.lake.value;

import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/**
 * Finds the values that stand upon something else than what a table beside the events says now: other runtimes of titles, or fewer
 * refused events, which may be archived when a day is published already. Looks only when the table has changed since none was found.
 *
 * @param source the table
 * @param file the .sql file that finds the days, of {@code gold.figure} and the table
 */
record OutdatedValues(Tables tables, LakeTable source, String file) {
    private static final String FOLLOWED = "rollcall.followed";

    /** Of what was worked out of titles. */
    static OutdatedValues ofTitles(Tables tables) {
        return new OutdatedValues(tables, LakeTable.TITLE, "metric/outdated_title");
    }

    /** Of what was worked out of refused events. */
    static OutdatedValues ofRejected(Tables tables) {
        return new OutdatedValues(tables, LakeTable.REJECTED_COUNT, "metric/outdated_quality");
    }

    /**
     * The days of the outdated values.
     *
     * @param newest versions of what was worked out, of the days that can be worked out again
     */
    Set<LocalDate> among(Collection<MetricVersion> newest) {
        Table now = tables.table(source);
        Snapshot last = now.currentSnapshot();
        if (last == null
                || Long.toString(last.snapshotId()).equals(now.properties().get(FOLLOWED))) {
            return Set.of();
        }
        Set<LocalDate> outdated = newest.isEmpty() ? Set.of() : read(now, newest);
        if (outdated.isEmpty()) {
            now.updateProperties()
                    .set(FOLLOWED, Long.toString(last.snapshotId()))
                    .commit();
        }
        return outdated;
    }

    private Set<LocalDate> read(Table now, Collection<MetricVersion> newest) {
        try (TableSession session = tables.session()) {
            return Set.copyOf(session.openParts(
                            LakeTable.FIGURE,
                            newest.stream().map(MetricVersion::part).toList())
                    .open(source, now, Expressions.alwaysTrue())
                    .query(SqlFile.of(file).text(), row -> row.date("dt")));
        }
    }
}
