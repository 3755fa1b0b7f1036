package io.rollcall.lake.count;

import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Partitions;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/** What is known beside the events: countries, which come with the program, and titles, which a deployment loads. */
public final class Dimensions {
    private static final String COUNTRIES = "countries.csv";
    private static final String TITLE_COLUMNS =
            "{'title_id': 'BIGINT', 'name': 'VARCHAR', 'kind': 'VARCHAR', 'genre': 'VARCHAR', 'runtime_sec': 'INTEGER'}";
    private static final String COUNTRY_COLUMNS = "{'region': 'VARCHAR', 'country': 'VARCHAR', 'continent': 'VARCHAR'}";

    private final Tables tables;

    public Dimensions(Tables tables) {
        this.tables = tables;
    }

    /**
     * Replaces what is known of titles, unless it is just what was known. Days that are counted from now on carry it, and values
     * that need it are worked out again.
     *
     * @param csv with the header {@code title_id,name,kind,genre,runtime_sec}
     * @return the number of titles
     * @throws IllegalArgumentException when the file names a title twice, or one without an id
     * @throws io.rollcall.lake.engine.EngineException when it is not such a file
     */
    public long loadTitles(Path csv) {
        return replace(LakeTable.TITLE, "title_id", csv(csv, TITLE_COLUMNS));
    }

    /** Puts the countries there, unless they are. */
    public void provideCountries() {
        if (tables.table(LakeTable.COUNTRY).currentSnapshot() != null) {
            return;
        }
        try (InputStream resource = Dimensions.class.getResourceAsStream(COUNTRIES)) {
            if (resource == null) {
                throw new IllegalStateException("lake-store has no " + COUNTRIES);
            }
            Path copy = Files.createTempFile("rollcall", ".csv");
            try {
                Files.copy(resource, copy, StandardCopyOption.REPLACE_EXISTING);
                replace(LakeTable.COUNTRY, "region", csv(copy, COUNTRY_COLUMNS));
            } finally {
                Files.delete(copy);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + COUNTRIES, unreadable);
        }
    }

    private static String csv(Path file, String columns) {
        return "SELECT * FROM read_csv(" + Literal.of(file.toString()) + ", header = true, delim = ',', quote = '\"',"
                + " columns = " + columns + ")";
    }

    private long replace(LakeTable kind, String key, String rows) {
        Table table = tables.table(kind);
        try (TableSession session = tables.session()) {
            session.engine().keep("loaded.rows", rows);
            requireUnique(session, kind, key);
            session.open(kind, table, Expressions.alwaysTrue());
            if (isKnown(session, kind)) {
                return rows(session);
            }
            OverwriteFiles replacement = table.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
            long count = 0;
            for (DataFile file : TableFile.write(
                            session.engine(),
                            "SELECT * FROM loaded.rows ORDER BY " + key,
                            kind,
                            table,
                            Partitions.whole(table))
                    .stream()
                    .toList()) {
                replacement.addFile(file);
                count = file.recordCount();
            }
            replacement.commit();
            return count;
        }
    }

    private static boolean isKnown(TableSession session, LakeTable kind) {
        String known = kind.qualifiedName();
        String differences = "SELECT COUNT(*) AS differences FROM ((SELECT * FROM loaded.rows EXCEPT SELECT * FROM "
                + known + ") UNION ALL (SELECT * FROM " + known + " EXCEPT SELECT * FROM loaded.rows)) AS difference";
        return session.query(differences, row -> row.number("differences")).get(0) == 0;
    }

    private static long rows(TableSession session) {
        return session.query("SELECT COUNT(*) AS titles FROM loaded.rows", row -> row.number("titles"))
                .get(0);
    }

    private static void requireUnique(TableSession session, LakeTable kind, String key) {
        String twice = "SELECT COALESCE(CAST(" + key + " AS STRING), 'none') AS key FROM loaded.rows GROUP BY " + key
                + " HAVING COUNT(*) > 1 OR " + key + " IS NULL LIMIT 5";
        List<String> found = session.query(twice, row -> row.text("key"));
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(kind.qualifiedName() + " has one row for each " + key
                    + "; the file has none or several for " + found);
        }
    }
}
