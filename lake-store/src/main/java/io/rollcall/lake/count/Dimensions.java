package io.rollcall.lake.count;

import io.rollcall.lake.sql.Query;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableColumns;
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
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/**
 * Fills the tables of what is known beside the events: countries, which come with the program, and titles, which a
 * deployment loads.
 */
public final class Dimensions {
    private static final String COUNTRIES = "countries.csv";
    private static final String LOADED_TITLES = "loaded.title";

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
        try (TableSession session = tables.session()) {
            session.engine().csv(LOADED_TITLES, TableColumns.of(LakeTable.TITLE.schema()), csv);
            requireUnique(session);
            session.open(LakeTable.TITLE);
            return isKnown(session)
                    ? session.engine().count(LOADED_TITLES)
                    : replace(session, LakeTable.TITLE, LOADED_TITLES);
        }
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
                provideCountries(copy);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + COUNTRIES, unreadable);
        }
    }

    private void provideCountries(Path csv) {
        try (TableSession session = tables.session()) {
            session.engine().csv("loaded.country", TableColumns.of(LakeTable.COUNTRY.schema()), csv);
            replace(session, LakeTable.COUNTRY, "loaded.country");
        }
    }

    private long replace(TableSession session, LakeTable kind, String loaded) {
        Table table = tables.table(kind);
        Optional<DataFile> file = TableFile.write(session.engine(), Query.of(loaded), kind, table);
        OverwriteFiles replacement = table.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
        file.ifPresent(replacement::addFile);
        replacement.commit();
        return file.map(DataFile::recordCount).orElse(0L);
    }

    private static boolean isKnown(TableSession session) {
        return session.query(SqlFile.of("silver/title_difference").text(), row -> row.number("differences"))
                        .get(0)
                == 0;
    }

    private static void requireUnique(TableSession session) {
        List<String> found = session.query(SqlFile.of("silver/title_twice").text(), row -> row.text("title_id"));
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(LakeTable.TITLE.qualifiedName()
                    + " has one row for each title_id; the file has none or several for " + found);
        }
    }
}
