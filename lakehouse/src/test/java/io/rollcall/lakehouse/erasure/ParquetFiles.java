package io.rollcall.lakehouse.erasure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** What is on the disk, asked of each file itself and not of the tables. */
final class ParquetFiles {
    private ParquetFiles() {}

    /** The Parquet files below a directory that hold a profile. */
    static List<Path> holding(Path directory, long profile) {
        try (Stream<Path> found = Files.walk(directory);
                Connection engine = DriverManager.getConnection("jdbc:duckdb:")) {
            return found.filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> holds(engine, file, profile))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static boolean holds(Connection engine, Path file, long profile) {
        String read = "read_parquet('" + file + "')";
        try (Statement statement = engine.createStatement()) {
            try (ResultSet columns = statement.executeQuery(
                    "SELECT COUNT(*) FROM (DESCRIBE SELECT * FROM " + read + ") WHERE column_name = 'profile_id'")) {
                columns.next();
                if (columns.getInt(1) == 0) {
                    return false;
                }
            }
            try (ResultSet rows =
                    statement.executeQuery("SELECT COUNT(*) FROM " + read + " WHERE profile_id = " + profile)) {
                rows.next();
                return rows.getLong(1) > 0;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("cannot look into " + file, failed);
        }
    }
}
