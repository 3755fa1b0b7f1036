package io.rollcall.lake.table;

import io.rollcall.lake.engine.EngineException;
import io.rollcall.lake.engine.Session;
import io.rollcall.lake.files.DurableFile;
import io.rollcall.lake.files.LocalPaths;
import io.rollcall.lake.files.StoredFiles;
import io.rollcall.lake.files.StoredFiles.Stored;
import io.rollcall.lake.metric.DaySpan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.parquet.ParquetUtil;

/**
 * Writes a query's rows as a file of a table, in the table's order. The engine writes the Parquet itself, with the table's column numbers in it;
 * going row by row through Java would take several times as long. The file is part of the table once it is committed.
 */
public final class TableFile {
    private static final String DAY = "dt";

    /**
     * The extension of a file that is not whole yet: what is left of it by a killed process is known for half a data
     * file.
     */
    private static final String UNFINISHED_EXTENSION = "parquet" + DurableFile.UNFINISHED;

    private TableFile() {}

    /**
     * Writes the file.
     *
     * @param partition of the rows; empty values for a table without partitions
     * @return nothing when the query has no rows
     */
    public static Optional<DataFile> write(
            Session session, String query, LakeTable kind, Table table, StructLike partition) {
        String name = FileFormat.PARQUET.addExtension(UUID.randomUUID().toString());
        String location = table.spec().isUnpartitioned()
                ? table.locationProvider().newDataLocation(name)
                : table.locationProvider().newDataLocation(table.spec(), partition, name);
        try {
            DurableFile file = DurableFile.begin(LocalPaths.path(location), DurableFile.Existing.KEPT);
            try {
                session.write(kind.ordered(query), TableColumns.of(kind.schema()), file.unfinished());
            } catch (EngineException failed) {
                file.abandon();
                throw failed;
            }
            file.finish();
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write " + location, unwritable);
        }
        return describe(table, partition, location);
    }

    /**
     * Writes a query's rows as files of a table that is partitioned by day, one a day.
     *
     * @param days that the rows are of
     * @param partition of a day's rows
     */
    public static List<DataFile> writeDays(
            Session session,
            String query,
            LakeTable kind,
            Table table,
            DaySpan days,
            Function<LocalDate, StructLike> partition) {
        if (days.first().equals(days.last())) {
            return write(session, query, kind, table, partition.apply(days.first())).stream()
                    .toList();
        }
        Path written = LocalPaths.path(table.locationProvider().newDataLocation("." + UUID.randomUUID()));
        try {
            Files.createDirectories(written);
            try {
                session.writeEach(
                        DAY, kind.orderedByDay(query), TableColumns.of(kind.schema()), written, UNFINISHED_EXTENSION);
                List<DataFile> files = new ArrayList<>();
                Set<LocalDate> seen = new HashSet<>();
                for (Stored file : StoredFiles.below(written)) {
                    LocalDate dt = day(file.path());
                    if (!seen.add(dt)) {
                        throw new IllegalStateException("there are two files of " + dt + " below " + written);
                    }
                    StructLike ofItsDay = partition.apply(dt);
                    String name =
                            FileFormat.PARQUET.addExtension(UUID.randomUUID().toString());
                    String location = table.locationProvider().newDataLocation(table.spec(), ofItsDay, name);
                    DurableFile.written(file.path(), LocalPaths.path(location), DurableFile.Existing.KEPT)
                            .finish();
                    describe(table, ofItsDay, location).ifPresent(files::add);
                }
                return files;
            } finally {
                StoredFiles.deleteTree(written);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write below " + written, unwritable);
        }
    }

    /** The day of a file, from the name of its directory. */
    private static LocalDate day(Path file) {
        String directory =
                Objects.requireNonNull(file.getParent()).getFileName().toString();
        return LocalDate.parse(directory.substring(DAY.length() + 1));
    }

    private static Optional<DataFile> describe(Table table, StructLike partition, String location) {
        InputFile written = table.io().newInputFile(location);
        Metrics metrics = ParquetUtil.fileMetrics(written, MetricsConfig.forTable(table));
        if (metrics.recordCount() == 0) {
            table.io().deleteFile(location);
            return Optional.empty();
        }
        DataFiles.Builder file = DataFiles.builder(table.spec())
                .withInputFile(written)
                .withFormat(FileFormat.PARQUET)
                .withMetrics(metrics);
        return Optional.of(
                table.spec().isUnpartitioned()
                        ? file.build()
                        : file.withPartition(partition).build());
    }
}
