package io.rollcall.lake.table;

import io.rollcall.lake.engine.EngineException;
import io.rollcall.lake.engine.Session;
import io.rollcall.lake.files.DurableFile;
import io.rollcall.lake.files.LocalPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.parquet.ParquetUtil;

/**
 * Writes a query's rows as a file of a table, in the table's order. The engine writes the Parquet itself, with the table's column numbers in it;
 * going row by row through Java would take several times as long. The file is part of the table once it is committed.
 */
public final class TableFile {
    private TableFile() {}

    /**
     * Writes the file.
     *
     * @return nothing when the query has no rows
     */
    public static Optional<DataFile> write(Session session, String query, LakeTable kind, Table table) {
        String name = FileFormat.PARQUET.addExtension(UUID.randomUUID().toString());
        String location = table.locationProvider().newDataLocation(name);
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
        return describe(table, location);
    }

    private static Optional<DataFile> describe(Table table, String location) {
        InputFile written = table.io().newInputFile(location);
        Metrics metrics = ParquetUtil.fileMetrics(written, MetricsConfig.forTable(table));
        if (metrics.recordCount() == 0) {
            table.io().deleteFile(location);
            return Optional.empty();
        }
        return Optional.of(DataFiles.builder(table.spec())
                .withInputFile(written)
                .withFormat(FileFormat.PARQUET)
                .withMetrics(metrics)
                .build());
    }
}
