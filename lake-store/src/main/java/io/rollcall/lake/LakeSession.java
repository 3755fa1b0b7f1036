package io.rollcall.lake;

import io.rollcall.lake.engine.RowReader;
import io.rollcall.lake.engine.Session;
import java.util.List;
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
        return orClosed(() ->
                session.table(table.qualifiedName(), Columns.of(table.schema()), PlannedFiles.paths(loaded, filter)));
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
