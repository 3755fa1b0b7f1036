package io.rollcall.benchmarks.reconcile;

import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.LakeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The same .sql files in a DuckDB that nothing of Rollcall surrounds: plain views over the same Parquet files, the results
 * copied into Parquet files. Nothing is committed, checked or kept apart.
 */
final class BareSide {
    private static final String RUN = "bare";
    private static final Instant AS_OF = Instant.EPOCH;
    private static final int WINDOW_DAYS = 30;

    private final Task task;
    private final Connection database;

    private BareSide(Task task, Connection database) {
        this.task = task;
        this.database = database;
    }

    public static void main(String[] arguments) {
        System.out.println(Measured.of(() -> reconcile(Task.of(arguments))).line());
    }

    static Figures reconcile(Task task) {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", task.memoryBytes() + "B");
        settings.setProperty("threads", Integer.toString(task.threads()));
        settings.setProperty(
                "temp_directory", task.scratch().resolve("bare-spill").toString());
        // As Rollcall has it: with DuckDB's default the comparison would flatter Rollcall.
        settings.setProperty("preserve_insertion_order", "false");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:", settings)) {
            BareSide side = new BareSide(task, database);
            side.define();
            side.count();
            side.workOut();
            side.report();
            return side.figures();
        } catch (SQLException failed) {
            throw new IllegalStateException("the bare DuckDB failed: " + failed.getMessage(), failed);
        }
    }

    private void define() throws SQLException {
        execute("SET TimeZone = 'UTC'");
        execute("SET max_temp_directory_size = '" + Task.SPILL_BYTES + "B'");
        for (String schema : List.of("bronze", "silver", "gold", "run")) {
            execute("CREATE SCHEMA " + schema);
        }
        for (String macro : SqlFile.of("dialect/duckdb").statements()) {
            execute(macro);
        }
        for (LakeTable table : List.of(LakeTable.APP_EVENT, LakeTable.COUNTRY, LakeTable.TITLE)) {
            view(table.qualifiedName(), filesOf(table));
        }
    }

    /** Bronze to silver, silver to gold. */
    private void count() throws SQLException {
        LocalDate from = task.days().first();
        LocalDate to = task.days().last();
        view(
                "silver.enriched_app_events",
                List.of(copy(
                        "silver/enriched_app_events",
                        Map.of(
                                "from", Literal.of(from),
                                "to", Literal.of(to),
                                "day_before", Literal.of(from.minusDays(1)),
                                "day_after", Literal.of(to.plusDays(1))),
                        "")));
        for (CountedTable counted : CountedTable.values()) {
            String name = counted.table().qualifiedName();
            view(
                    name,
                    List.of(copyQuery(name.replace('.', '-'), counted.table().ordered(counted.query(from, to, RUN)))));
        }
    }

    private void workOut() throws SQLException {
        execute("CREATE TABLE run.published_day AS "
                + Relation.days(task.days()
                        .first()
                        .datesUntil(task.days().last().plusDays(1))
                        .toList()));
        execute("CREATE TABLE run.day AS SELECT dt, " + Literal.of(RUN) + " AS counted_by FROM run.published_day");
        execute("CREATE VIEW run.profile_day AS "
                + SqlFile.of("day/profile_day").text());
        execute("CREATE TABLE run.value (metric VARCHAR, dt DATE, region VARCHAR, value DOUBLE)");
        execute("CREATE TABLE run.window_day AS SELECT dt FROM run.published_day");
        execute("INSERT INTO run.value " + SqlFile.of("day/daily").text());
        execute("INSERT INTO run.value "
                + SqlFile.of("day/window")
                        .bind(Map.of(
                                "to", Literal.of(task.days().last()),
                                "first_dt", Literal.of(task.days().first().minusDays(WINDOW_DAYS - 1L)),
                                "history_first_dt", Literal.of(task.days().first()))));
        execute("CREATE TABLE run.before (metric VARCHAR, dt DATE, region VARCHAR, value DOUBLE, status VARCHAR)");
        execute("CREATE TABLE run.metric_status AS SELECT DISTINCT metric, dt, 'provisional' AS status,"
                + " 1 AS definition_version FROM run.value");
        view(
                "gold.aggregate",
                List.of(copy(
                        "day/aggregate",
                        Map.of("as_of", Literal.of(AS_OF), "run", Literal.of(RUN)),
                        " ORDER BY metric, dt, region")));
    }

    /** Without live figures on either side: the report then holds the exact ones. */
    private void report() throws SQLException {
        execute("CREATE TABLE run.reported_day AS SELECT dt FROM run.day");
        execute("CREATE TABLE run.exact AS " + SqlFile.of("report/exact").bind(Map.of("run", Literal.of(RUN))));
        execute(
                "CREATE TABLE run.reading (dt DATE, region VARCHAR, measure VARCHAR, value DOUBLE, low DOUBLE, high DOUBLE, explained BOOLEAN)");
        execute("CREATE TABLE run.counted (dt DATE, region VARCHAR, measure VARCHAR, once DOUBLE, live DOUBLE)");
        copy(
                "report/reconciliation",
                Map.of("run", Literal.of(RUN), "reconciled_at", Literal.of(AS_OF)),
                " ORDER BY dt, region, measure");
    }

    private Figures figures() throws SQLException {
        return new Figures(value("engagement.events"), value("dau"));
    }

    private long value(String metric) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT SUM(value) FROM run.value WHERE region = '*' AND metric = " + Literal.of(metric))) {
            row.next();
            return (long) row.getDouble(1);
        }
    }

    private void view(String name, List<Path> files) throws SQLException {
        execute("CREATE VIEW " + name + " AS SELECT * FROM read_parquet("
                + files.stream().map(file -> Literal.of(file.toString())).collect(Collectors.joining(", ", "[", "]"))
                + ")");
    }

    private Path copy(String name, Map<String, String> parameters, String orderBy) throws SQLException {
        return copyQuery(name.replace('/', '-'), SqlFile.of(name).bind(parameters) + orderBy);
    }

    private Path copyQuery(String name, String query) throws SQLException {
        Path file = task.scratch().resolve("bare-" + name + ".parquet");
        execute("COPY (" + query + "\n) TO " + Literal.of(file.toString()) + " (FORMAT parquet, COMPRESSION zstd)");
        return file;
    }

    /** The three tables are written once and never rewritten here: what lies there is the table. */
    private List<Path> filesOf(LakeTable table) {
        Path directory =
                task.lake().resolve("tables").resolve(table.qualifiedName().replace('.', '/'));
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + directory, unreadable);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
