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

/**
 * Finds the values that stand upon other runtimes of titles than those that are known now. Looks only when the titles have been
 * loaded anew since none was found.
 */
final class TitleRuntimes {
    private static final String FOLLOWED = "rollcall.followed";

    private final Tables tables;

    TitleRuntimes(Tables tables) {
        this.tables = tables;
    }

    /**
     * The days of the outdated values.
     *
     * @param newest versions of what was worked out of titles, of the days that can be worked out again
     */
    Set<LocalDate> outdated(Collection<MetricVersion> newest) {
        Table titles = tables.table(LakeTable.TITLE);
        Snapshot loaded = titles.currentSnapshot();
        if (loaded == null
                || Long.toString(loaded.snapshotId()).equals(titles.properties().get(FOLLOWED))) {
            return Set.of();
        }
        Set<LocalDate> outdated = newest.isEmpty() ? Set.of() : read(newest);
        if (outdated.isEmpty()) {
            titles.updateProperties()
                    .set(FOLLOWED, Long.toString(loaded.snapshotId()))
                    .commit();
        }
        return outdated;
    }

    private Set<LocalDate> read(Collection<MetricVersion> newest) {
        try (TableSession session = tables.session()) {
            return Set.copyOf(session.openParts(
                            LakeTable.FIGURE,
                            newest.stream().map(MetricVersion::part).toList())
                    .open(LakeTable.TITLE)
                    .query(SqlFile.of("metric/outdated_title").text(), row -> row.date("dt")));
        }
    }
}
