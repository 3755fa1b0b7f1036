package io.rollcall.lake.value;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.table.HighestValues;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Partitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;

/**
 * A file of {@link LakeTable#FIGURE}: what a metric said of a day at some time. Everything here is in the table's metadata.
 *
 * @param status which all its rows have
 * @param asOf everything received up to then is in it
 * @param basis when the newest day that it was worked out from was published
 */
record MetricVersion(
        LocalDate dt,
        String metric,
        DayStatus status,
        Instant asOf,
        Instant basis,
        int definitionVersion,
        long sequence,
        DataFile file) {

    /** The files that may match a condition. */
    static List<MetricVersion> of(Table figures, Expression filter) {
        List<MetricVersion> versions = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                figures.newScan().filter(filter).includeColumnStats().planFiles()) {
            for (FileScanTask task : tasks) {
                versions.add(of(figures, task.file()));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the metadata of " + figures.name(), unreadable);
        }
        return versions;
    }

    private static MetricVersion of(Table figures, DataFile file) {
        HighestValues highest = HighestValues.of(figures, file);
        return new MetricVersion(
                Partitions.dt(file),
                Partitions.second(file),
                DayStatus.ofWord(highest.text("status").orElseThrow(() -> unknown(file))),
                highest.time("as_of").orElseThrow(() -> unknown(file)),
                highest.time("basis").orElseThrow(() -> unknown(file)),
                highest.number("definition_version")
                        .orElseThrow(() -> unknown(file))
                        .intValue(),
                file.dataSequenceNumber(),
                file.copyWithoutStats());
    }

    private static IllegalStateException unknown(DataFile file) {
        return new IllegalStateException(
                file.location() + " does not say what its figures stand upon: delete it from gold.figure");
    }
}
