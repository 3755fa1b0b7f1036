package io.rollcall.lake.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;

/** Finds the files of a table that may hold rows that a condition asks for. */
public final class PlannedFiles {
    private PlannedFiles() {}

    /** The files, in the table's snapshot as it was loaded. */
    public static List<DataFile> of(Table table, Expression filter) {
        List<DataFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().filter(filter).planFiles()) {
            for (FileScanTask task : tasks) {
                requireNoDeletes(table, task);
                files.add(task.file());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the metadata of " + table.name(), unreadable);
        }
        return files;
    }

    /** The engine reads plain Parquet: rows that a delete file takes back would come to life again. */
    static void requireNoDeletes(Table table, FileScanTask task) {
        if (!task.deletes().isEmpty()) {
            throw new IllegalStateException(table.name() + " has delete files, which another program wrote: rewrite "
                    + task.file().location() + " with them applied");
        }
    }
}
