package io.rollcall.lake.table;

import io.rollcall.lake.engine.Engine;
import io.rollcall.lake.engine.EngineSettings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.util.ThreadPools;

/**
 * The tables of a lake on a local disk: Iceberg's, with a catalog in a SQLite file, and DuckDB to compute with. Several
 * processes may have the same ones open. What is committed survives the death of the process and, as far as the disk keeps
 * what it acknowledged, the loss of power.
 */
public final class Tables implements AutoCloseable {
    private static final long NO_SNAPSHOT = -1;
    private static final int COMMIT_THREADS = 2;

    private final JdbcCatalog catalog;
    private final Engine engine;
    private final Path directory;
    private final DayParts parts = new DayParts(this);

    /**
     * Writes manifests. Iceberg's own pool is shut down as soon as the process is told to end, when the archiver has its last
     * commit still to make.
     */
    private final ExecutorService commits = ThreadPools.newFixedThreadPool("lake-commit", COMMIT_THREADS);

    private Tables(JdbcCatalog catalog, Engine engine, Path directory) {
        this.directory = directory;
        this.catalog = catalog;
        this.engine = engine;
    }

    /**
     * Opens the tables, makes those that are missing, and adds the columns that are new to those that an older version made.
     *
     * @param directory of the lake: holds the catalog and the tables
     * @throws UncheckedIOException when the directory cannot be made
     * @throws IncompatibleLakeException when another version made tables that this one cannot work with; it has changed nothing
     *     about those
     */
    public static Tables open(Path directory, EngineSettings engine) {
        Path absolute = directory.toAbsolutePath();
        Tables tables =
                new Tables(LakeCatalog.open(absolute, tables(absolute)), Engine.start(engine), tables(absolute));
        try {
            for (LakeTable table : LakeTable.values()) {
                tables.make(table);
                SchemaEvolution.apply(tables.catalog, table);
            }
            return tables;
        } catch (RuntimeException failed) {
            tables.close();
            throw failed;
        }
    }

    private static Path tables(Path directory) {
        return directory.resolve("tables");
    }

    private void make(LakeTable table) {
        make(table.namespace());
        if (catalog.tableExists(table.id())) {
            return;
        }
        try {
            catalog.buildTable(table.id(), table.schema())
                    .withPartitionSpec(table.spec())
                    .withSortOrder(table.order())
                    .withProperties(table.properties())
                    .create();
        } catch (AlreadyExistsException anotherProcessWasFaster) {
            catalog.loadTable(table.id());
        }
    }

    private void make(Namespace namespace) {
        if (catalog.namespaceExists(namespace)) {
            return;
        }
        try {
            catalog.createNamespace(namespace);
        } catch (AlreadyExistsException anotherProcessWasFaster) {
            catalog.loadNamespaceMetadata(namespace);
        }
    }

    /**
     * A table as it is now.
     *
     * @throws NoSuchTableException when somebody dropped it
     */
    public Table table(LakeTable table) {
        return catalog.loadTable(table.id());
    }

    /** Names the rows of a table as it was when it was loaded: after every commit that changes any it is another. */
    public static long snapshotId(Table loaded) {
        Snapshot current = loaded.currentSnapshot();
        return current == null ? NO_SNAPSHOT : current.snapshotId();
    }

    /** The metadata of a table as they are now. */
    public TableMetadata metadata(LakeTable table) {
        return ((HasTableOperations) table(table)).operations().current();
    }

    /** The parts of a table as it is now. */
    public List<DayPart> parts(LakeTable kind) {
        return parts(kind, table(kind));
    }

    /** The parts of a table as it was loaded. */
    public List<DayPart> parts(LakeTable kind, Table loaded) {
        return parts.of(kind, loaded, Expressions.alwaysTrue(), part -> true);
    }

    /** The parts of the days from the first to the last, of a table as it is now. */
    public List<DayPart> parts(LakeTable kind, LocalDate first, LocalDate last) {
        return parts(kind, table(kind), first, last);
    }

    /** The parts of the days from the first to the last, of a table as it was loaded. */
    public List<DayPart> parts(LakeTable kind, Table loaded, LocalDate first, LocalDate last) {
        return parts.of(kind, loaded, DayFilter.between(first, last), part -> part.isBetween(first, last));
    }

    /**
     * The parts of a run or a metric of the days from the first to the last, of a table as it was loaded.
     *
     * @param second the run or the metric
     */
    public List<DayPart> parts(LakeTable kind, Table loaded, LocalDate first, LocalDate last, String second) {
        return parts.of(
                kind,
                loaded,
                Expressions.and(
                        DayFilter.between(first, last),
                        Expressions.equal(kind.parts().get(1), second)),
                part -> part.isBetween(first, last) && part.second().equals(second));
    }

    /**
     * Adds rows to a table, in one commit, upon exactly the rows that were there when it was loaded.
     *
     * @param loaded the table as whoever chose the rows has seen it
     * @param rows literals by column
     * @param further one more condition on what the commit builds upon, which throws a {@link ValidationException}
     * @throws ValidationException when somebody has committed rows since, or the other condition does not hold; nothing has
     *     changed then
     */
    public void append(
            LakeTable table, Table loaded, Collection<Map<String, String>> rows, Consumer<TableMetadata> further) {
        Optional<DataFile> file;
        try (TableSession session = session()) {
            file = TableFile.write(session.engine(), table.rows(rows), table, loaded);
        }
        Transaction transaction = GuardedOperations.transactionOnUnmoved(loaded, further);
        AppendFiles append = transaction.newAppend();
        file.ifPresent(append::appendFile);
        append.commit();
        transaction.commitTransaction();
    }

    /** Writes manifests, as long as the tables are open. */
    public ExecutorService commits() {
        return commits;
    }

    /** The engine that computes. */
    public Engine engine() {
        return engine;
    }

    /** Begins a piece of work on the tables. */
    public TableSession session() {
        return new TableSession(this);
    }

    /** The directory of the tables' files. */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        engine.close();
        catalog.close();
        commits.shutdown();
    }
}
