package io.rollcall.lake.publish;

import io.rollcall.lake.table.Partitions;
import io.rollcall.lake.table.PlannedFiles;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/**
 * The state of a day in bronze.
 *
 * @param sequence the newest data sequence number; compaction keeps it, so that only new data touches a day
 * @param records how many
 */
record BronzeDay(long sequence, long records) {
    /** The state of every day, in the table's snapshot as it was loaded. */
    static SortedMap<LocalDate, BronzeDay> of(Table bronze) {
        SortedMap<LocalDate, BronzeDay> days = new TreeMap<>();
        for (DataFile file : PlannedFiles.of(bronze, Expressions.alwaysTrue())) {
            days.merge(
                    Partitions.dt(file),
                    new BronzeDay(file.dataSequenceNumber(), file.recordCount()),
                    (one, other) -> new BronzeDay(Math.max(one.sequence, other.sequence), one.records + other.records));
        }
        return days;
    }
}
