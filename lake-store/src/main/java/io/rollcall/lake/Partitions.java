package io.rollcall.lake;

import java.time.LocalDate;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;

/** The partition that a file of a table belongs to. */
final class Partitions {
    private Partitions() {}

    /** Of a table without partitions, the only one there is. */
    static PartitionData whole(Table table) {
        return new PartitionData(table.spec().partitionType());
    }

    /** Of a table that is partitioned by {@code dt}. */
    static PartitionData of(Table table, LocalDate dt) {
        PartitionData partition = whole(table);
        partition.set(0, Math.toIntExact(dt.toEpochDay()));
        return partition;
    }

    /** Of a table that is partitioned by {@code dt} and a text: a run, or a metric. */
    static PartitionData of(Table table, LocalDate dt, String second) {
        PartitionData partition = of(table, dt);
        partition.set(1, second);
        return partition;
    }
}
