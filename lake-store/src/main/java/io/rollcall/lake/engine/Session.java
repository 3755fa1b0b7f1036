package io.rollcall.lake.engine;

import io.rollcall.lake.sql.Literal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A piece of work: tables are named, files put behind them, and statements run. What it defines nobody else sees, and it
 * goes with the session. For one thread.
 */
public final class Session implements AutoCloseable {
    /** The size of a table in bytes from which on it matters which side of a join it is on. */
    private static final long LARGE_BYTES = 32L << 20;

    private static final String ANSWER = "worked.answer";

    private final Connection connection;
    private final String database;

    /** The queries behind names, in the order in which they can be given again. */
    private final Map<String, String> views = new LinkedHashMap<>();

    private final Set<Path> files = new LinkedHashSet<>();
    private final Set<String> schemas = new HashSet<>();

    Session(Connection connection, String database) {
        this.connection = connection;
        this.database = database;
        execute("ATTACH ':memory:' AS " + database);
        execute("USE " + database);
    }

    /**
     * Names a table and says which files hold its rows.
     *
     * @param name {@code schema.table}
     * @param files Parquet; none for an empty table
     */
    public void table(String name, List<Column> columns, List<Path> files) {
        table(name, columns, files, Map.of());
    }

    /**
     * The same where of some further files only the rows are the table's for which a condition holds.
     *
     * @param partly these files, and the condition of each
     */
    public void table(String name, List<Column> columns, List<Path> files, Map<Path, String> partly) {
        makeSchema(name);
        List<String> sources = new ArrayList<>();
        if (!files.isEmpty()) {
            sources.add(read(columns, files));
        }
        partly.forEach((file, condition) -> sources.add(read(columns, List.of(file)) + " WHERE " + condition));
        String query = sources.isEmpty() ? nothing(columns) : String.join("\nUNION ALL ", sources);
        execute("CREATE VIEW " + name + " AS " + query);
        views.put(name, query);
        this.files.addAll(files);
        this.files.addAll(partly.keySet());
    }

    /** Names a query; what had the name before is forgotten. */
    public void view(String name, String query) {
        makeSchema(name);
        execute("CREATE OR REPLACE VIEW " + name + " AS " + query);
        views.remove(name);
        views.put(name, query);
    }

    /** Its tables and views, for an engine elsewhere; not what is kept. */
    public Definitions definitions() {
        return new Definitions(views, files);
    }

    /** Keeps a query's rows, in memory or spilled, under a name; what was kept there before is gone. */
    public void keep(String name, String query) {
        makeSchema(name);
        execute("CREATE OR REPLACE TABLE " + name + " AS " + query);
    }

    /** Adds a query's rows to those kept under a name. */
    public void add(String name, String query) {
        execute("INSERT INTO " + name + " " + query);
    }

    /**
     * Keeps the rows of a CSV file under a name.
     *
     * @param columns that its header names, in that order
     * @throws EngineException when it is not such a file
     */
    public void csv(String name, List<Column> columns, Path file) {
        String types = columns.stream()
                .map(column -> Literal.of(column.name()) + ": " + Literal.of(column.type()))
                .collect(Collectors.joining(", ", "{", "}"));
        keep(
                name,
                "SELECT * FROM read_csv(" + Literal.of(file.toString())
                        + ", header = true, delim = ',', quote = '\"', columns = " + types + ")");
    }

    /** The number of rows that stand behind a name. */
    public long count(String name) {
        return query("SELECT COUNT(*) AS found FROM " + name, row -> row.number("found"))
                .get(0);
    }

    /** Runs a statement that defines something. */
    public void define(String statement) {
        execute(statement);
    }

    /** Makes names without a schema mean that one's from now on. */
    public void use(String schema) {
        execute("USE " + database + "." + schema);
    }

    /**
     * A query's rows, for those that are few.
     *
     * @throws EngineException when it fails
     */
    public <T> List<T> query(String query, Function<Row, T> reader) {
        List<T> rows = new ArrayList<>();
        try {
            visit(query, row -> rows.add(reader.apply(row)));
        } catch (IOException impossible) {
            throw new UncheckedIOException("nothing is written here", impossible);
        }
        return rows;
    }

    /**
     * Works a query out, and visits its rows in an order as the engine has them: they are never here all at once.
     *
     * @param summary what is to be known of all rows before the first is visited: {@code COUNT(*) AS found}
     * @param worked visits the one row of the summary
     * @param order what follows {@code ORDER BY}
     * @throws EngineException when it fails
     * @throws IOException what a visitor threw
     */
    public void visitInOrder(String query, String summary, RowVisitor worked, String order, RowVisitor visitor)
            throws IOException {
        workOut(query, summary, worked);
        visitWorkedOut(order, visitor);
    }

    /** The first half of {@link #visitInOrder}: works a query out, once in a session. */
    public void workOut(String query, String summary, RowVisitor worked) throws IOException {
        keep(ANSWER, query);
        visit("SELECT " + summary + " FROM " + ANSWER, worked);
    }

    /** The second half: visits the rows of what was worked out. */
    public void visitWorkedOut(String order, RowVisitor visitor) throws IOException {
        visit("SELECT * FROM " + ANSWER + " ORDER BY " + order, visitor);
    }

    private void visit(String query, RowVisitor visitor) throws IOException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            Row row = new Row(result);
            while (result.next()) {
                visitor.visit(row);
            }
        } catch (SQLException failed) {
            throw new EngineException("a query failed", failed);
        }
    }

    /**
     * Writes a query's rows into a Parquet file.
     *
     * @param columns of the query, in any order
     */
    public void write(String query, List<Column> columns, Path file) {
        String ids = columns.stream()
                .map(column -> column.name() + ": " + column.id())
                .collect(Collectors.joining(", "));
        execute("COPY (" + query + "\n) TO " + Literal.of(file.toString())
                + " (FORMAT parquet, COMPRESSION zstd, FIELD_IDS {" + ids + "})");
    }

    /**
     * Groups the rows of Parquet files by file and some columns.
     *
     * @param keys at least one; dates or texts
     * @param others whose highest value is wanted of each group
     */
    public List<Grouped> groups(List<Path> files, List<String> keys, List<Column> others) {
        String by = String.join(", ", keys);
        String highest = others.stream()
                .map(column -> ", "
                        + (column.type().equals("TIMESTAMPTZ")
                                ? "EPOCH_US(MAX(" + column.name() + "))"
                                : "MAX(" + column.name() + ")")
                        + " AS highest_" + column.name())
                .collect(Collectors.joining());
        return query(
                "SELECT filename, " + by + ", COUNT(*) AS found" + highest + " FROM read_parquet(" + list(files)
                        + ", filename = true) GROUP BY filename, " + by,
                row -> new Grouped(
                        Path.of(row.text("filename")),
                        keys.stream().map(row::text).toList(),
                        row.number("found"),
                        highest(row, others)));
    }

    private static Map<String, Object> highest(Row row, List<Column> others) {
        Map<String, Object> highest = new HashMap<>();
        for (Column column : others) {
            String name = "highest_" + column.name();
            Optional.ofNullable(row.textOrNull(name))
                    .ifPresent(text -> highest.put(
                            column.name(), column.type().equals("VARCHAR") ? text : (Object) row.number(name)));
        }
        return highest;
    }

    /**
     * Finds which of some Parquet files hold a row with one of the numbers in a column.
     *
     * @param column that all the files have
     */
    public Set<Path> holding(String column, Collection<Long> numbers, List<Path> files) {
        if (files.isEmpty() || numbers.isEmpty()) {
            return Set.of();
        }
        String wanted = numbers.stream().map(Literal::of).collect(Collectors.joining(", "));
        return new HashSet<>(query(
                "SELECT DISTINCT filename FROM read_parquet(" + list(files) + ", filename = true) WHERE " + column
                        + " IN (" + wanted + ")",
                row -> Path.of(row.text("filename"))));
    }

    private void makeSchema(String name) {
        int dot = name.indexOf('.');
        if (dot > 0 && schemas.add(name.substring(0, dot))) {
            execute("CREATE SCHEMA IF NOT EXISTS " + database + "." + name.substring(0, dot));
        }
    }

    private static String nothing(List<Column> columns) {
        return columns.stream()
                .map(column -> "CAST(NULL AS " + column.type() + ") AS " + column.name())
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    }

    /**
     * A query of the files' rows. DuckDB has no idea how many rows there are when it is told the schema: it would take large files
     * for the small side of a join. Large ones are therefore read by their own schema when it is the table's.
     */
    private String read(List<Column> columns, List<Path> files) {
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String source = bytes(files) >= LARGE_BYTES && allHave(columns, files) ? "" : ", schema = " + schema(columns);
        return "SELECT " + names + " FROM read_parquet(" + list(files) + source + ")";
    }

    private static String schema(List<Column> columns) {
        return columns.stream()
                .map(column -> column.id() + ": {name: " + Literal.of(column.name()) + ", type: "
                        + Literal.of(column.type()) + ", default_value: NULL}")
                .collect(Collectors.joining(", ", "MAP {", "}"));
    }

    private static long bytes(List<Path> files) {
        long bytes = 0;
        for (Path file : files) {
            try {
                bytes += Files.size(file);
            } catch (IOException missing) {
                throw new UncheckedIOException("cannot read " + file, missing);
            }
        }
        return bytes;
    }

    /** Tells whether every file has all the columns, by these names and numbers. */
    private boolean allHave(List<Column> columns, List<Path> files) {
        String wanted = columns.stream()
                .map(column -> "(" + column.id() + ", " + Literal.of(column.name()) + ")")
                .collect(Collectors.joining(", "));
        long found = query(
                        "SELECT COUNT(*) AS found FROM parquet_schema(" + list(files) + ") WHERE (field_id, name) IN ("
                                + wanted + ")",
                        row -> row.number("found"))
                .get(0);
        return found == (long) columns.size() * files.size();
    }

    private static String list(List<Path> files) {
        return files.stream().map(file -> Literal.of(file.toString())).collect(Collectors.joining(", ", "[", "]"));
    }

    private void execute(String sql) {
        // A statement of its own: the driver closes one that failed.
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new EngineException("a statement failed", failed);
        }
    }

    @Override
    public void close() {
        try (connection) {
            execute("USE memory");
            execute("DETACH " + database);
        } catch (SQLException unclosed) {
            throw new EngineException("DuckDB does not close a connection", unclosed);
        }
    }
}
