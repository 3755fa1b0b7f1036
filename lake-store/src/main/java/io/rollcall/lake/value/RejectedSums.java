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
 * Finds the values that stand upon fewer refused events than are counted now: these are archived beside the accepted ones, and may come
 * when a day is published already. Looks only when some have come since none was found.
 */
final class RejectedSums {
    private static final String FOLLOWED = "rollcall.followed";

    private final Tables tables;

    RejectedSums(Tables tables) {
        this.tables = tables;
    }

    /**
     * The days of the outdated values.
     *
     * @param newest versions of what was worked out of refused events, of the days that can be worked out again
     */
    Set<LocalDate> outdated(Collection<MetricVersion> newest) {
        Table counts = tables.table(LakeTable.REJECTED_COUNT);
        Snapshot last = counts.currentSnapshot();
        if (last == null
                || Long.toString(last.snapshotId()).equals(counts.properties().get(FOLLOWED))) {
            return Set.of();
        }
        Set<LocalDate> outdated = newest.isEmpty() ? Set.of() : read(counts, newest);
        if (outdated.isEmpty()) {
            counts.updateProperties()
                    .set(FOLLOWED, Long.toString(last.snapshotId()))
                    .commit();
        }
        return outdated;
    }

    private Set<LocalDate> read(Table counts, Collection<MetricVersion> newest) {
        try (TableSession session = tables.session()) {
            return Set.copyOf(session.open(
                            LakeTable.FIGURE,
                            newest.stream().map(MetricVersion::file).toList())
                    .open(LakeTable.REJECTED_COUNT, counts, Expressions.alwaysTrue())
                    .query(SqlFile.of("metric/outdated_quality").text(), row -> row.date("dt")));
        }
    }
}
