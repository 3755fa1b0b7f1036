package io.rollcall.lake.table;

import java.time.LocalDate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;

/** The partition that a file of a table belongs to. */
public final class Partitions {
    private Partitions() {}

    /** The only partition that there is of a table without partitions. */
    public static PartitionData whole(Table table) {
        return new PartitionData(table.spec().partitionType());
    }

    /** A partition of a table that is partitioned by {@code dt}. */
    public static PartitionData of(Table table, LocalDate dt) {
        PartitionData partition = whole(table);
        partition.set(0, Math.toIntExact(dt.toEpochDay()));
        return partition;
    }

    /** A partition of a table that is partitioned by {@code dt} and a text: a run, or a metric. */
    public static PartitionData of(Table table, LocalDate dt, String second) {
        PartitionData partition = of(table, dt);
        partition.set(1, second);
        return partition;
    }

    /** The day of a file of a table that is partitioned by {@code dt}. */
    public static LocalDate dt(DataFile file) {
        return LocalDate.ofEpochDay(file.partition().get(0, Integer.class));
    }

    /** The text of a file of a table that is partitioned by {@code dt} and a text. */
    public static String second(DataFile file) {
        return file.partition().get(1, CharSequence.class).toString();
    }
}
