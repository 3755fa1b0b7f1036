package io.rollcall.lake.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;

/** One DuckDB for all work of a process: its limits hold for everything together. Safe for several threads. */
public final class Engine implements AutoCloseable {
    private final DuckDBConnection root;
    private final SpillDirectory spill;
    private final Path spillParent;
    private final AtomicLong sessions = new AtomicLong();

    private Engine(DuckDBConnection root, SpillDirectory spill, Path spillParent) {
        this.root = root;
        this.spill = spill;
        this.spillParent = spillParent;
    }

    /** Starts it, and sweeps what killed ones had spilled. */
    public static Engine start(EngineSettings settings) {
        SpillDirectory.sweep(settings.spillDirectory());
        try {
            SpillDirectory spill = SpillDirectory.claim(settings.spillDirectory());
            Class.forName("org.duckdb.DuckDBDriver");
            DuckDBConnection root =
                    (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", properties(settings, spill.path()));
            // One at a time: the driver closes a statement that failed. A connection that is opened with the bound of
            // what is spilled shows it, and does not keep it.
            for (String setting : List.of(
                    "SET TimeZone = 'UTC'",
                    "SET max_temp_directory_size = '" + settings.spillBytes() + "B'",
                    "SET lock_configuration = true")) {
                try (Statement statement = root.createStatement()) {
                    statement.execute(setting);
                }
            }
            return new Engine(root, spill, settings.spillDirectory());
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot spill to " + settings.spillDirectory(), unwritable);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("the DuckDB driver is not on the class path", missing);
        } catch (SQLException unstarted) {
            throw new EngineException("DuckDB does not start", unstarted);
        }
    }

    private static Properties properties(EngineSettings settings, Path spill) {
        Properties properties = new Properties();
        properties.setProperty("memory_limit", settings.memoryBytes() + "B");
        properties.setProperty("threads", Integer.toString(settings.threads()));
        properties.setProperty("temp_directory", spill.toString());
        // Rows are fetched as they are read; all at once they would lie in memory that no limit is for.
        properties.setProperty("jdbc_stream_results", "true");
        // The order of rows is what ORDER BY says; keeping any other would cost memory.
        properties.setProperty("preserve_insertion_order", "false");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        return properties;
    }

    /** Begins a piece of work that sees no tables but its own. */
    public Session session() {
        try {
            Connection connection = root.duplicate();
            return new Session(connection, "session_" + sessions.incrementAndGet());
        } catch (SQLException closed) {
            throw new EngineException("DuckDB gives no connection", closed);
        }
    }

    /** A directory for what belongs to this process and goes with it, like what is spilled. */
    public Path scratch() {
        return spill.path();
    }

    /** Deletes what engines of killed processes had spilled; returns how many directories. */
    public int sweepSpill() {
        return SpillDirectory.sweep(spillParent);
    }

    @Override
    public void close() {
        try {
            root.close();
            spill.release();
        } catch (SQLException unclosed) {
            throw new EngineException("DuckDB does not close", unclosed);
        } catch (IOException undeleted) {
            throw new UncheckedIOException("cannot delete the spill directory " + spill.path(), undeleted);
        }
    }
}
