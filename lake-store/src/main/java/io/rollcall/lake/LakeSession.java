package io.rollcall.lake;

import io.rollcall.lake.engine.RowReader;
import io.rollcall.lake.engine.Session;
import io.rollcall.lake.files.LocalPaths;
import io.rollcall.lake.sql.SqlFile;
import java.util.Collection;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/** The lake's tables, each as it was when the session opened it, for statements. For one thread. */
public final class LakeSession implements AutoCloseable {
    private final Lake lake;
    private final Session session;

    LakeSession(Lake lake) {
        this.lake = lake;
        this.session = lake.engine().session();
        SqlFile.of("dialect/duckdb").statements().forEach(session::define);
    }

    /** Opens a table whole. */
    public LakeSession open(LakeTable table) {
        return open(table, Expressions.alwaysTrue());
    }

    /** Opens the files of a table that may hold rows of the condition; others of their rows are there too. */
    LakeSession open(LakeTable table, Expression filter) {
        return open(table, lake.table(table), filter);
    }

    LakeSession open(LakeTable table, Table loaded, Expression filter) {
        return open(table, PlannedFiles.of(loaded, filter));
    }

    /** Opens some files of a table. */
    LakeSession open(LakeTable table, Collection<DataFile> files) {
        return orClosed(() -> define(table, files));
    }

    private void define(LakeTable table, Collection<DataFile> files) {
        session.table(
                table.qualifiedName(),
                Columns.of(table.schema()),
                files.stream().map(file -> LocalPaths.path(file.location())).toList());
    }

    /** Opens what certain runs counted of certain days. */
    LakeSession open(CountedTable counted, CountedFiles files) {
        return orClosed(() -> define(counted.table(), files.in(lake.table(counted.table()))));
    }

    /** The same under the name of the table of which the runs' rows are the valid ones: {@code gold.feature_day}. */
    LakeSession openValid(CountedTable counted, CountedFiles files) {
        return open(counted, files)
                .view(counted.validName(), "SELECT * FROM " + counted.table().qualifiedName());
    }

    /** Names a .sql file's query; the tables it reads have to be there already. */
    LakeSession view(String name, String query) {
        return orClosed(() -> session.view(name, query));
    }

    /** Calls are chained where the session is made, so that nobody else could close it when one of them fails. */
    private LakeSession orClosed(Runnable definition) {
        try {
            definition.run();
            return this;
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** A query's rows. */
    public <T> List<T> query(String query, RowReader<T> reader) {
        return session.query(query, reader);
    }

    Session engine() {
        return session;
    }

    @Override
    public void close() {
        session.close();
    }
}
