package io.rollcall.lake.bronze;

import io.rollcall.lake.table.ErasureMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/**
 * Rows on their way into bronze: kept in memory up to a bound, then written as files, sorted by day. A day that has many of them has
 * a file of its own, so that whoever reads it reads no others; those that have few share one. Nobody sees the files before {@link
 * Bronze#commit}. Not safe for several threads.
 */
public final class BronzeFiles {
    private static final Comparator<BronzeRow> ORDER = Comparator.comparing(
                    (BronzeRow row) -> row.stamp().dt())
            .thenComparing(row -> row.stamp().region())
            .thenComparingLong(row -> row.stamp().profileId())
            .thenComparingLong(row -> row.stamp().eventTimeMillis());

    /** So many rows of a day have a file of their own. */
    private static final int OWN_FILE_ROWS = 10_000;

    private final Table table;
    private final long memoryBytes;
    private final List<BronzeRow> rows = new ArrayList<>();
    private final List<DataFile> files = new ArrayList<>();
    private String erasures = "";
    private long bufferedBytes;
    private long writtenRows;

    BronzeFiles(Table table, long memoryBytes) {
        this.table = table;
        this.memoryBytes = memoryBytes;
    }

    /** Takes a row; writes files when memory is full. */
    public void add(BronzeRow row) {
        if (rowCount() == 0) {
            table.refresh();
            erasures = ErasureMark.read(table.properties());
        }
        rows.add(row);
        bufferedBytes += row.bytes();
        if (bufferedBytes >= memoryBytes) {
            write();
        }
    }

    /** The number of rows that were taken and are not committed. */
    public long rowCount() {
        return writtenRows + rows.size();
    }

    /** The erasures that were begun when the first of the rows was taken. */
    String erasures() {
        return rowCount() == 0 ? ErasureMark.read(table.properties()) : erasures;
    }

    /** Writes what is still in memory and hands all files over. */
    List<DataFile> finish() {
        write();
        return List.copyOf(files);
    }

    /** Begins anew after a commit: the files belong to the table. */
    void handedOver() {
        forget();
    }

    /** Begins anew after a commit that did not happen for certain: the files go away. */
    public void discard() {
        files.forEach(file -> table.io().deleteFile(file.location()));
        forget();
    }

    /** Begins anew after a commit that may have happened: the files stay, and are swept one day if nobody names them. */
    public void leave() {
        forget();
    }

    private void forget() {
        rows.clear();
        files.clear();
        bufferedBytes = 0;
        writtenRows = 0;
    }

    private void write() {
        rows.sort(ORDER);
        List<BronzeRow> shared = new ArrayList<>();
        int from = 0;
        while (from < rows.size()) {
            LocalDate dt = rows.get(from).stamp().dt();
            int to = from + 1;
            while (to < rows.size() && rows.get(to).stamp().dt().equals(dt)) {
                to++;
            }
            List<BronzeRow> day = rows.subList(from, to);
            if (day.size() < OWN_FILE_ROWS) {
                shared.addAll(day);
            } else {
                files.add(write(day));
            }
            from = to;
        }
        if (!shared.isEmpty()) {
            files.add(write(shared));
        }
        writtenRows += rows.size();
        rows.clear();
        bufferedBytes = 0;
    }

    private DataFile write(List<BronzeRow> sorted) {
        String location = table.locationProvider()
                .newDataLocation(
                        FileFormat.PARQUET.addExtension(UUID.randomUUID().toString()));
        try {
            DataWriter<GenericRecord> writer = Parquet.writeData(table.io().newOutputFile(location))
                    .forTable(table)
                    .withSortOrder(table.sortOrder())
                    .createWriterFunc(GenericParquetWriter::create)
                    .build();
            try (writer) {
                sorted.forEach(row -> writer.write(BronzeRecord.of(row)));
            }
            return writer.toDataFile();
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write " + location, unwritable);
        }
    }
}
