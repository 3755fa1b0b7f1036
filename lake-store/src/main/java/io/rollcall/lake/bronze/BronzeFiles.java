package io.rollcall.lake.bronze;

import io.rollcall.lake.table.ErasureMark;
import io.rollcall.lake.table.Partitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/**
 * Rows on their way into bronze: kept in memory up to a bound, then written as files of one day each, sorted. Nobody sees
 * the files before {@link Bronze#commit}. Not safe for several threads.
 */
public final class BronzeFiles {
    private static final Comparator<BronzeRow> ORDER = Comparator.comparing(
                    (BronzeRow row) -> row.stamp().dt())
            .thenComparing(row -> row.stamp().region())
            .thenComparingLong(row -> row.stamp().profileId())
            .thenComparingLong(row -> row.stamp().eventTimeMillis());

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
        int from = 0;
        while (from < rows.size()) {
            LocalDate dt = rows.get(from).stamp().dt();
            int to = from + 1;
            while (to < rows.size() && rows.get(to).stamp().dt().equals(dt)) {
                to++;
            }
            files.add(write(dt, rows.subList(from, to)));
            from = to;
        }
        writtenRows += rows.size();
        rows.clear();
        bufferedBytes = 0;
    }

    private DataFile write(LocalDate dt, List<BronzeRow> day) {
        PartitionData partition = Partitions.of(table, dt);
        String location = table.locationProvider()
                .newDataLocation(
                        table.spec(),
                        partition,
                        FileFormat.PARQUET.addExtension(UUID.randomUUID().toString()));
        try {
            DataWriter<GenericRecord> writer = Parquet.writeData(table.io().newOutputFile(location))
                    .forTable(table)
                    .withPartition(partition)
                    .withSortOrder(table.sortOrder())
                    .createWriterFunc(GenericParquetWriter::create)
                    .build();
            try (writer) {
                day.forEach(row -> writer.write(BronzeRecord.of(row)));
            }
            return writer.toDataFile();
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write " + location, unwritable);
        }
    }
}
