package io.rollcall.lake.table;

import io.rollcall.lake.engine.Row;
import io.rollcall.lake.engine.Session;
import io.rollcall.lake.files.LocalPaths;
import io.rollcall.lake.sql.SqlFile;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/** The lake's tables, each as it was when the session opened it, for statements. For one thread. */
public final class TableSession implements AutoCloseable {
    private final Tables tables;
    private final Session session;

    TableSession(Tables tables) {
        this.tables = tables;
        this.session = tables.engine().session();
        SqlFile.of("dialect/duckdb").statements().forEach(session::define);
    }

    /** Opens a table whole. */
    public TableSession open(LakeTable table) {
        return open(table, Expressions.alwaysTrue());
    }

    /** Opens the files of a table that may hold rows of the condition; others of their rows are there too. */
    public TableSession open(LakeTable table, Expression filter) {
        return open(table, tables.table(table), filter);
    }

    public TableSession open(LakeTable table, Table loaded, Expression filter) {
        return open(table, PlannedFiles.of(loaded, filter));
    }

    /** Opens some files of a table. */
    public TableSession open(LakeTable table, Collection<DataFile> files) {
        return orClosed(() -> define(table, files));
    }

    /** Opens those files of a table that are chosen from it as it is now. */
    public TableSession open(LakeTable table, Function<Table, List<DataFile>> choice) {
        return orClosed(() -> define(table, choice.apply(tables.table(table))));
    }

    /** Opens a table whole, under another name. */
    public TableSession openAs(String name, LakeTable table) {
        return orClosed(() -> define(name, table, PlannedFiles.of(tables.table(table), Expressions.alwaysTrue())));
    }

    /** Opens some files of a table, under another name. */
    public TableSession openAs(String name, LakeTable table, Collection<DataFile> files) {
        return orClosed(() -> define(name, table, files));
    }

    private void define(LakeTable table, Collection<DataFile> files) {
        define(table.qualifiedName(), table, files);
    }

    private void define(String name, LakeTable table, Collection<DataFile> files) {
        session.table(
                name,
                TableColumns.of(table.schema()),
                files.stream().map(file -> LocalPaths.path(file.location())).toList());
    }

    /** Names a .sql file's query; the tables it reads have to be there already. */
    public TableSession view(String name, String query) {
        return orClosed(() -> session.view(name, query));
    }

    /** Calls are chained where the session is made, so that nobody else could close it when one of them fails. */
    private TableSession orClosed(Runnable definition) {
        try {
            definition.run();
            return this;
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** A query's rows. */
    public <T> List<T> query(String query, Function<Row, T> reader) {
        return session.query(query, reader);
    }

    public Session engine() {
        return session;
    }

    @Override
    public void close() {
        session.close();
    }
}
