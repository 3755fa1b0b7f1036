package io.rollcall.lake.publish;

import io.rollcall.lake.table.DayPart;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.Table;

/**
 * The state of a day in bronze.
 *
 * @param sequence the newest data sequence number; compaction keeps it, so that only new data touches a day
 * @param records how many
 */
record BronzeDay(long sequence, long records) {
    /** The state of every day, in the table's snapshot as it was loaded. */
    static SortedMap<LocalDate, BronzeDay> of(Tables tables, Table bronze) {
        SortedMap<LocalDate, BronzeDay> days = new TreeMap<>();
        for (DayPart part : tables.parts(LakeTable.APP_EVENT, bronze)) {
            days.merge(
                    part.dt(),
                    new BronzeDay(part.sequence(), part.rows()),
                    (one, other) -> new BronzeDay(Math.max(one.sequence, other.sequence), one.records + other.records));
        }
        return days;
    }
}
