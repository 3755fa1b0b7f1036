package io.rollcall.lake.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;

/** One DuckDB for all work of a process: its limits hold for everything together. Safe for several threads. */
public final class Engine implements AutoCloseable {
    private final DuckDBConnection root;
    private final Path spill;
    private final AtomicLong sessions = new AtomicLong();

    private Engine(DuckDBConnection root, Path spill) {
        this.root = root;
        this.spill = spill;
    }

    /** Starts it. */
    public static Engine start(EngineSettings settings) {
        // A directory of its own: two processes on one lake must not clear away each other's.
        Path spill = settings.spillDirectory().resolve(UUID.randomUUID().toString());
        try {
            Files.createDirectories(settings.spillDirectory());
            Class.forName("org.duckdb.DuckDBDriver");
            DuckDBConnection root =
                    (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", properties(settings, spill));
            // One at a time: the driver closes a statement that failed.
            for (String setting : List.of("SET TimeZone = 'UTC'", "SET lock_configuration = true")) {
                try (Statement statement = root.createStatement()) {
                    statement.execute(setting);
                }
            }
            return new Engine(root, spill);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot make the spill directory " + spill, unwritable);
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
        properties.setProperty("max_temp_directory_size", settings.spillBytes() + "B");
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

    @Override
    public void close() {
        try {
            root.close();
            Files.deleteIfExists(spill);
        } catch (SQLException unclosed) {
            throw new EngineException("DuckDB does not close", unclosed);
        } catch (IOException undeleted) {
            throw new UncheckedIOException("cannot delete the spill directory " + spill, undeleted);
        }
    }
}
