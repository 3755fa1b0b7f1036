package io.rollcall.lake;

import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.util.Set;
import org.apache.iceberg.expressions.Expressions;

/**
 * The names of events that profiles were active with, of all days: they stand in the values of {@code adoption}, which are far
 * fewer than the events are. No metric that is asked for by the name of an event counts what is no activity.
 */
final class SeenEvents {
    private static final String ADOPTION = "adoption";

    private final Tables tables;

    SeenEvents(Tables tables) {
        this.tables = tables;
    }

    /** After every change of the values it is another. */
    long version() {
        return Tables.snapshotId(tables.table(LakeTable.FIGURE));
    }

    /** The names of the events that profiles were active with. */
    Set<String> names() {
        try (TableSession session = tables.session()) {
            return Set.copyOf(session.open(LakeTable.FIGURE, Expressions.equal("metric", ADOPTION))
                    .query(SqlFile.of("metric/seen_event").text(), row -> row.text("item")));
        }
    }
}
