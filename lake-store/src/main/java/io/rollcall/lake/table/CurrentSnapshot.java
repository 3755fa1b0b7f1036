package io.rollcall.lake.table;

import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Names what a table holds, as it was when it was loaded: after every commit that changes rows it is another. */
public final class CurrentSnapshot {
    private static final long NONE = -1;

    private CurrentSnapshot() {}

    /** The id of the table's snapshot; one that no snapshot has for a table that never had any. */
    public static long id(Table table) {
        Snapshot current = table.currentSnapshot();
        return current == null ? NONE : current.snapshotId();
    }
}
