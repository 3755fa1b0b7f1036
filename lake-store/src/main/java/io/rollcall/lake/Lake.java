package io.rollcall.lake;

import io.rollcall.lake.engine.Engine;
import io.rollcall.lake.files.LocalFileIO;
import io.rollcall.lake.files.LocalPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.util.ThreadPools;

/**
 * A lake on a local disk: Iceberg tables, a catalog in a SQLite file, and DuckDB to compute with. Several processes may
 * have the same lake open. What is committed survives the death of the process and, as far as the disk keeps what it
 * acknowledged, the loss of power.
 */
public final class Lake implements AutoCloseable {
    private static final String CATALOG = "rollcall";
    private static final int CATALOG_WAIT_MILLIS = 30_000;
    private static final int COMMIT_THREADS = 2;

    private final JdbcCatalog catalog;
    private final Engine engine;
    private final Path tables;

    /**
     * Writes manifests. Iceberg's own pool is shut down as soon as the process is told to end, when the archiver has its last
     * commit still to make.
     */
    private final ExecutorService commits = ThreadPools.newFixedThreadPool("lake-commit", COMMIT_THREADS);

    private Lake(JdbcCatalog catalog, Engine engine, Path tables) {
        this.tables = tables;
        this.catalog = catalog;
        this.engine = engine;
    }

    /**
     * Opens a lake, and makes what is missing of it.
     *
     * @throws UncheckedIOException when the directory cannot be made
     */
    public static Lake open(LakeSettings settings) {
        JdbcCatalog catalog = catalog(settings.directory().toAbsolutePath());
        Lake lake = new Lake(
                catalog,
                Engine.start(settings.engine()),
                tables(settings.directory().toAbsolutePath()));
        for (LakeTable table : LakeTable.values()) {
            lake.make(table);
        }
        return lake;
    }

    private static JdbcCatalog catalog(Path directory) {
        try {
            Files.createDirectories(directory);
            // Registers the driver, whichever class loader is asked for it later.
            Class.forName("org.sqlite.JDBC");
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot make the lake's directory " + directory, unwritable);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("the SQLite driver is not on the class path", missing);
        }
        JdbcCatalog catalog = new JdbcCatalog(properties -> new LocalFileIO(), null, true);
        catalog.initialize(
                CATALOG,
                Map.of(
                        "uri",
                        "jdbc:sqlite:" + directory.resolve("catalog.sqlite"),
                        "jdbc.busy_timeout",
                        Integer.toString(CATALOG_WAIT_MILLIS),
                        "jdbc.synchronous",
                        "FULL",
                        "jdbc.schema-version",
                        "V1",
                        "warehouse",
                        LocalPaths.location(tables(directory))));
        return catalog;
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
    Table table(LakeTable table) {
        return catalog.loadTable(table.id());
    }

    ExecutorService commits() {
        return commits;
    }

    Engine engine() {
        return engine;
    }

    /** Begins a piece of work on the tables. */
    public LakeSession session() {
        return new LakeSession(this);
    }

    /** What is known beside the events. */
    public Dimensions dimensions() {
        return new Dimensions(this);
    }

    /** Begins a reconciliation; it sees the lake as it is now. */
    public GoldRun beginRun(Instant now) {
        return GoldRun.begin(this, now);
    }

    /** Begins to work out the metrics from the published days. */
    public FigureRun beginFigures() {
        return FigureRun.begin(this);
    }

    /** Takes out counts that no published day shows any more; returns how many files. Their bytes go when snapshots expire. */
    public int sweep(Instant now) {
        return Sweep.of(this, now);
    }

    /** The lake's upkeep. */
    public Maintenance maintenance(MaintenanceSettings settings) {
        return new Maintenance(this, settings);
    }

    /**
     * Erases profiles from every table, and from the disk. Published aggregates keep what the profiles did. May be done again, and
     * goes on where a killed one was. Runs under way fail with {@link ErasedMeanwhileException}, readers may fail
     * to find a file.
     *
     * @throws ErasureUnfinishedException when it cannot be proven yet that no file holds them
     */
    public ErasureProof erase(Set<Long> profileIds, Instant now) {
        return new Erasure(this, profileIds, now).erase();
    }

    /** Where the tables' files are. */
    Path tables() {
        return tables;
    }

    /** The published figures as they stand now; make one for each request. */
    public Published published() {
        return Published.now(this);
    }

    /** What the live counters said of days when they were first reconciled. */
    public LiveReadings liveReadings() {
        return new LiveReadings(this);
    }

    /** The raw events. */
    public Bronze bronze() {
        return new Bronze(this);
    }

    @Override
    public void close() {
        engine.close();
        catalog.close();
        commits.shutdown();
    }
}
