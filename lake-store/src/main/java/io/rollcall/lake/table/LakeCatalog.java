package io.rollcall.lake.table;

import io.rollcall.lake.files.LocalFileIO;
import io.rollcall.lake.files.LocalPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** Iceberg's catalog of a lake: which tables there are, and which metadata file of each is the valid one. */
final class LakeCatalog {
    private static final String NAME = "rollcall";
    private static final int WAIT_MILLIS = 30_000;

    private LakeCatalog() {}

    /**
     * Opens the catalog in a lake's directory.
     *
     * @param tables where the tables' files go
     * @throws UncheckedIOException when the directory cannot be made
     */
    static JdbcCatalog open(Path directory, Path tables) {
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
                NAME,
                Map.of(
                        "uri",
                        "jdbc:sqlite:" + directory.resolve("catalog.sqlite"),
                        "jdbc.busy_timeout",
                        Integer.toString(WAIT_MILLIS),
                        "jdbc.synchronous",
                        "FULL",
                        "jdbc.schema-version",
                        "V1",
                        "warehouse",
                        LocalPaths.location(tables)));
        return catalog;
    }
}
