package io.rollcall.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.engine.Engine;
import io.rollcall.lake.engine.EngineSettings;
import io.rollcall.lake.engine.Session;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.SqlFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;

/** The same names on DuckDB and on Spark, and the same files run on both. */
final class BothEngines implements AutoCloseable {
    private final Engine engine;
    private final Session duck;
    private final SparkSql spark;
    private final Set<String> compared = new TreeSet<>();

    BothEngines(SparkSql spark, Path spill) {
        this.spark = spark;
        this.engine = Engine.start(EngineSettings.spillingTo(spill));
        this.duck = engine.session();
        SqlFile.of("dialect/duckdb").statements().forEach(duck::define);
        duck.define("CREATE SCHEMA run");
        List.of("run", "asked").forEach(name -> spark.run("CREATE NAMESPACE IF NOT EXISTS " + name));
    }

    /** Puts an Iceberg table, as Spark plans it, behind its name in DuckDB too. */
    BothEngines table(String name) {
        String files = spark.run("SELECT file_path FROM " + name + ".files").collectAsList().stream()
                .map(row -> Literal.of(row.getString(0).replaceFirst("^file:(//)?", "")))
                .collect(Collectors.joining(", "));
        duck.view(name, "SELECT * FROM read_parquet([" + files + "])");
        return this;
    }

    /** Names a relation on both; what had the name before is gone. */
    BothEngines keep(String name, String query) {
        duck.define("DROP TABLE IF EXISTS " + name);
        duck.keep(name, query);
        spark.run("CREATE OR REPLACE TABLE " + name + " USING iceberg AS " + query);
        return this;
    }

    /** Runs a file on both and compares; then its rows are there under a name, whatever had it before. */
    BothEngines fileAs(String name, String file, Map<String, Object> parameters) throws NoSuchTableException {
        Dataset<Row> rows = computed(file, parameters);
        requireSame(file, parameters, rows);
        duck.define("DROP TABLE IF EXISTS " + name);
        duck.keep(name, SqlFile.of(file).bind(duckLiterals(parameters)));
        rows.writeTo(name).using("iceberg").createOrReplace();
        return this;
    }

    /** Adds a file's rows to those under a name. */
    BothEngines add(String name, String file, Map<String, Object> parameters) throws NoSuchTableException {
        Dataset<Row> rows = computed(file, parameters);
        requireSame(file, parameters, rows);
        duck.add(name, SqlFile.of(file).bind(duckLiterals(parameters)));
        rows.writeTo(name).append();
        return this;
    }

    /** Runs the file that counts days, from the first to the last of some, and keeps the rows under a name. */
    BothEngines counted(String name, CountedTable table, List<LocalDate> days) throws NoSuchTableException {
        String file = table.table().qualifiedName().replace('.', '/');
        return fileAs(name, file, Map.of("from", days.get(0), "to", days.get(days.size() - 1), "run", "run"));
    }

    /** A namespace for relations that are {@link #keep kept}; DuckDB makes them by itself. */
    BothEngines namespace(String name) {
        spark.run("CREATE NAMESPACE IF NOT EXISTS " + name);
        return this;
    }

    /** Runs a query on both and compares, row by row. */
    List<String> sameRows(String query) {
        List<String> onDuck = rows(query);
        assertThat(sorted(spark.run(query).collectAsList().stream()
                        .map(BothEngines::text)
                        .toList()))
                .as("on Spark")
                .isEqualTo(onDuck);
        return onDuck;
    }

    /** Files that were compared elsewhere. */
    void alsoCompared(Set<String> files) {
        compared.addAll(files);
    }

    /** Rows as {@link #same} gives them. */
    List<String> rows(String query) {
        return sorted(duck.query(query, Object::toString));
    }

    /** Runs a file on both and compares, row by row. */
    List<String> same(String file, Map<String, Object> parameters) {
        return requireSame(file, parameters, spark.file(file, sparkLiterals(parameters)));
    }

    /** A file's rows on Spark, worked out once for whatever is done with them. */
    private Dataset<Row> computed(String file, Map<String, Object> parameters) {
        Dataset<Row> rows = spark.file(file, sparkLiterals(parameters));
        return rows.sparkSession().createDataFrame(rows.collectAsList(), rows.schema());
    }

    private List<String> requireSame(String file, Map<String, Object> parameters, Dataset<Row> rows) {
        String query = SqlFile.of(file).bind(duckLiterals(parameters));
        List<String> onDuck = rows(query);
        List<String> onSpark =
                sorted(rows.collectAsList().stream().map(BothEngines::text).toList());
        assertThat(onSpark).as(file + " on Spark").isEqualTo(onDuck);
        assertThat(List.of(rows.columns()))
                .as("columns of " + file)
                .isEqualTo(duck.query("DESCRIBE " + query, row -> row.text("column_name")));
        compared.add(file);
        return onDuck;
    }

    Set<String> compared() {
        return compared;
    }

    private static List<String> sorted(List<String> rows) {
        List<String> sorted = new ArrayList<>(rows);
        sorted.sort(String::compareTo);
        return sorted;
    }

    private static String text(Row row) {
        StringJoiner text = new StringJoiner("|");
        for (int column = 0; column < row.length(); column++) {
            text.add(String.valueOf(row.get(column)));
        }
        return text.toString();
    }

    private static Map<String, String> duckLiterals(Map<String, Object> parameters) {
        return literals(parameters, "TIMESTAMPTZ");
    }

    private static Map<String, String> sparkLiterals(Map<String, Object> parameters) {
        return literals(parameters, "TIMESTAMP");
    }

    private static Map<String, String> literals(Map<String, Object> parameters, String timeType) {
        Map<String, String> literals = new TreeMap<>();
        parameters.forEach((name, value) -> literals.put(name, literal(value, timeType)));
        return literals;
    }

    private static String literal(Object value, String timeType) {
        if (value instanceof LocalDate date) {
            return Literal.of(date);
        }
        if (value instanceof Long number) {
            return Literal.of(number);
        }
        return value instanceof Instant time
                ? "CAST('" + time + "' AS " + timeType + ")"
                : Literal.of(value.toString());
    }

    @Override
    public void close() {
        duck.close();
        engine.close();
    }
}
