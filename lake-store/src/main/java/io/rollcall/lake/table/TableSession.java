package io.rollcall.lake.table;

import io.rollcall.lake.engine.Row;
import io.rollcall.lake.engine.Session;
import io.rollcall.lake.files.LocalPaths;
import io.rollcall.lake.sql.Condition;
import io.rollcall.lake.sql.SqlFile;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** The tables that it opens. */
    public Tables tables() {
        return tables;
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

    /** Opens the days of a table from the first to the last, as it is now. */
    public TableSession open(LakeTable table, LocalDate first, LocalDate last) {
        return openParts(table, tables.parts(table, first, last));
    }

    /** Opens the days of a table from the first to the last. */
    public TableSession open(LakeTable table, Table loaded, LocalDate first, LocalDate last) {
        return openParts(table, tables.parts(table, loaded, first, last));
    }

    /** Opens some files of a table. */
    public TableSession open(LakeTable table, Collection<DataFile> files) {
        return orClosed(() -> define(table, files));
    }

    /** Opens some parts of a table; of their files nothing else is there. */
    public TableSession openParts(LakeTable table, Collection<DayPart> parts) {
        return openPartsAs(table.qualifiedName(), table, parts);
    }

    /** Opens some parts of a table, under another name. */
    public TableSession openPartsAs(String name, LakeTable table, Collection<DayPart> parts) {
        return orClosed(() -> defineParts(name, table, parts));
    }

    /** Opens a table whole, under another name. */
    public TableSession openAs(String name, LakeTable table) {
        return orClosed(() -> define(name, table, PlannedFiles.of(tables.table(table), Expressions.alwaysTrue())));
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

    private void defineParts(String name, LakeTable table, Collection<DayPart> parts) {
        List<Path> whole = new ArrayList<>();
        Map<Path, String> partly = new LinkedHashMap<>();
        DayPart.byFile(parts).forEach((location, chosen) -> {
            Path file = LocalPaths.path(location);
            if (chosen.get(0).isWholeWith(chosen)) {
                whole.add(file);
            } else {
                partly.put(file, condition(table, chosen));
            }
        });
        session.table(name, TableColumns.of(table.schema()), whole, partly);
    }

    /** The condition that a row belongs to one of some parts of a file. */
    private static String condition(LakeTable table, List<DayPart> parts) {
        Map<String, List<LocalDate>> days = new TreeMap<>();
        parts.forEach(part ->
                days.computeIfAbsent(part.second(), second -> new ArrayList<>()).add(part.dt()));
        List<String> conditions = new ArrayList<>();
        days.forEach((second, ofIt) -> {
            String isOfDay = Condition.isOneOfDays(table.parts().get(0), ofIt);
            conditions.add(
                    table.parts().size() == 1
                            ? isOfDay
                            : Condition.all(
                                    List.of(isOfDay, Condition.is(table.parts().get(1), second))));
        });
        return Condition.any(conditions);
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
