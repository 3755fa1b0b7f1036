package io.rollcall.lakehouse.archive;

import io.rollcall.lake.Lake;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import java.util.Map;
import java.util.TreeMap;

/** What bronze holds of the log, counted from its rows. */
final class BronzeLedger {
    private BronzeLedger() {}

    /** The rows of a partition. */
    record Partition(long rows, long offsets, long lowest, long highest) {
        /** Each of so many records of a log, exactly once. */
        static Partition whole(long records) {
            return new Partition(records, records, 0, records - 1);
        }
    }

    static Map<Integer, Partition> of(Lake lake) {
        Map<Integer, Partition> ledger = new TreeMap<>();
        try (TableSession session = lake.session().open(LakeTable.APP_EVENT)) {
            session.query(
                            "SELECT kafka_partition, COUNT(*), COUNT(DISTINCT kafka_offset), MIN(kafka_offset),"
                                    + " MAX(kafka_offset) FROM bronze.app_event GROUP BY kafka_partition",
                            row -> Map.entry(
                                    row.getInt(1),
                                    new Partition(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5))))
                    .forEach(partition -> ledger.put(partition.getKey(), partition.getValue()));
        }
        return ledger;
    }
}
