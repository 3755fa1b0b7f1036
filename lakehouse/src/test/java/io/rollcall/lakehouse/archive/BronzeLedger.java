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
                            "SELECT kafka_partition, COUNT(*) AS records, COUNT(DISTINCT kafka_offset) AS offsets,"
                                    + " MIN(kafka_offset) AS lowest, MAX(kafka_offset) AS highest FROM bronze.app_event GROUP BY kafka_partition",
                            row -> Map.entry(
                                    (int) row.number("kafka_partition"),
                                    new Partition(
                                            row.number("records"),
                                            row.number("offsets"),
                                            row.number("lowest"),
                                            row.number("highest"))))
                    .forEach(partition -> ledger.put(partition.getKey(), partition.getValue()));
        }
        return ledger;
    }
}
